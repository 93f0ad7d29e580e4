import { z } from 'zod'
import { UserJson } from '#lib/identity/user-json.ts'
import type { Operation } from '#lib/openapi/operation.ts'
import { BulkChange, BulkResult } from './bulk.ts'
import { ExportQuery } from './export.ts'

const tag = 'Administration'
const json = 'application/json'
const text = z.string()

export const bulkOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/users/bulk',
    id: 'changeUsers',
    tag,
    session: 'needed',
    admin: true,
    proof: 'sometimes',
    summary: 'Change many users',
    about:
      'The same to each, under the rules for one: whoever is refused stops nobody else. `role` and `delete` need a fresh proof of the password.',
    body: {
      content: { [json]: BulkChange },
      example: { action: 'disable', uids: ['grace', 'admin'] },
    },
    success: {
      200: {
        what: 'What became of each, in the order in which they were first named.',
        content: { [json]: z.strictObject({ results: z.array(BulkResult) }) },
        example: {
          results: [
            { uid: 'grace', ok: true },
            {
              uid: 'admin',
              ok: false,
              code: 'last_admin',
              message:
                'admin is the last administrator who can sign in. Make somebody else one first.',
            },
          ],
        },
      },
    },
  },
  {
    method: 'get',
    path: '/api/users/export',
    id: 'exportUsers',
    tag,
    session: 'needed',
    admin: true,
    proof: 'always',
    query: ExportQuery,
    summary: 'Export users',
    about:
      'Every user that matches, as a file; CSV begins with the mark before UTF-8 (U+FEFF), which Excel needs. A browser that opens this as a page is led to where the password is proved, and back.',
    success: {
      200: {
        what: 'The file.',
        content: { 'text/csv': text, [json]: z.array(UserJson) },
        example: 'id,uid,name,role,email,dob,joined,lastSignIn,disabled\r\n',
        headers: ['Content-Disposition'],
      },
      303: { what: 'To a browser whose proof is too old.', headers: ['Location'] },
    },
  },
]
