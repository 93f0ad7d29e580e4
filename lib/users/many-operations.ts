import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { OWN_USER } from '#lib/openapi/samples.ts'
import { BulkChange, BulkResult } from './bulk.ts'
import { ExportQuery } from './export.ts'
import { ImportAnswer } from './import.ts'
import { ImportQuery } from './import-body.ts'
import { ImportedUser } from './imported-user.ts'
import { UserJson } from './user-json.ts'

const tag = 'Administration'
const json = 'application/json'
const text = z.string()

export const manyOperations: Operation[] = [
  {
    ...{ method: 'post', path: '/api/users/bulk', id: 'changeUsers', tag },
    ...{ session: 'needed', admin: true, proof: 'sometimes' },
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
              ...{ uid: 'admin', ok: false, code: 'last_admin' },
              message:
                'admin is the last administrator who can sign in. Make somebody else one first.',
            },
          ],
        },
      },
    },
  },
  {
    ...{ method: 'get', path: '/api/users/export', id: 'exportUsers', tag },
    ...{ session: 'needed', admin: true, proof: 'always', query: ExportQuery },
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
  {
    ...{ method: 'post', path: '/api/users/import', id: 'importUsers', tag },
    ...{ session: 'needed', admin: true, proof: 'sometimes', query: ImportQuery },
    summary: 'Import users',
    about:
      'Creates the users of a file, each row for itself. Who is there already as the row says is skipped, so that a file may be sent again. At most 4 MiB, 10,000 users, 100 of them with a password. Rows that give a role need a fresh proof.',
    body: {
      content: { 'text/csv': text, [json]: z.array(ImportedUser), 'application/x-ndjson': text },
      example: 'uid,name,email\r\ngrace,Grace Hopper,grace@example.com\r\n',
      ownFaults: true,
    },
    success: {
      200: {
        what: 'What became of each row, in the order of the file.',
        content: { [json]: ImportAnswer },
        example: {
          ...{ dryRun: false, ignored: [], created: 1, skipped: 0, failed: 0 },
          rows: [{ row: 2, uid: OWN_USER.uid, result: 'created' }],
        },
      },
    },
    problems: { 400: ['broken_file'], 413: ['too_many_rows', 'too_many_passwords'] },
  },
]
