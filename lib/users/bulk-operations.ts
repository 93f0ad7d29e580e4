import { z } from 'zod'
import { UserJson } from '#lib/identity/user-json.ts'
import { FOREIGN_DOWNLOAD, STEP_UP_REDIRECT } from '#lib/openapi/download.ts'
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
    proof: 'users_change',
    summary: 'Change users in bulk',
    about:
      'Makes the same change to each user, under the rules for a single one. A refusal for one user does not stop the others. You yourself come last. If your session ends or your role changes in the course of it, the users who are left are refused.',
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
    query: ExportQuery,
    proof: 'users_export',
    summary: 'Export users',
    about:
      'Every user who matches, as a file. CSV begins with a byte order mark (U+FEFF), which Excel needs.',
    success: {
      200: {
        what: 'The file.',
        content: { 'text/csv': text, [json]: z.array(UserJson) },
        example: 'id,uid,name,role,email,dob,joined,lastSignIn,disabled\r\n',
        headers: ['Content-Disposition'],
      },
      303: STEP_UP_REDIRECT,
    },
    problems: { 403: FOREIGN_DOWNLOAD },
  },
]
