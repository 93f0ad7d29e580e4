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
    summary: 'Change users in bulk',
    about:
      'Makes the same change to each user, under the rules for a single one. A refusal for one user does not stop the others. `role` and `delete` need a fresh proof of the password.',
    body: {
      content: { [json]: BulkChange },
      example: { action: 'disable', uids: ['grace', 'admin'] },
    },
    success: {
      200: {
        what: 'The result for each user, in the order in which they were first named.',
        content: { [json]: z.strictObject({ results: z.array(BulkResult) }) },
        example: {
          results: [
            { uid: 'grace', ok: true },
            {
              uid: 'admin',
              ok: false,
              code: 'last_admin',
              message:
                'admin is the last administrator who can sign in. Make somebody else an administrator first.',
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
      'Every user who matches, as a file. CSV begins with a byte order mark (U+FEFF), which Excel needs. A browser that opens this as a page is redirected to the page that asks for the password, and back.',
    success: {
      200: {
        what: 'The file.',
        content: { 'text/csv': text, [json]: z.array(UserJson) },
        example: 'id,uid,name,role,email,dob,joined,lastSignIn,disabled\r\n',
        headers: ['Content-Disposition'],
      },
      303: {
        what: 'A browser whose proof is too old is sent to the page that asks for the password.',
        headers: ['Location'],
      },
    },
  },
]
