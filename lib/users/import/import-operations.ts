import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { OWN_USER } from '#lib/openapi/samples.ts'
import { ImportQuery } from './body.ts'
import { ImportAnswer } from './import.ts'
import { ImportedUser } from './imported-user.ts'

const tag = 'Administration'
const json = 'application/json'
const text = z.string()

export const importOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/users/import',
    id: 'importUsers',
    tag,
    session: 'needed',
    admin: true,
    query: ImportQuery,
    proof: 'users_import',
    summary: 'Import users',
    about:
      'Creates the users of a file, each row by itself. A user who already exists as the row says is skipped, so that you can send a file again. A file has at most 4 MiB and 10,000 users, 100 of them with a password.',
    body: {
      content: { 'text/csv': text, [json]: z.array(ImportedUser), 'application/x-ndjson': text },
      example: 'uid,name,email\r\ngrace,Grace Hopper,grace@example.com\r\n',
      ownProblems: true,
    },
    success: {
      200: {
        what: 'The result for each row, in the order of the file.',
        content: { [json]: ImportAnswer },
        example: {
          dryRun: false,
          ignored: [],
          created: 1,
          skipped: 0,
          failed: 0,
          rows: [{ row: 2, uid: OWN_USER.uid, result: 'created' }],
        },
      },
    },
    problems: { 400: ['broken_file'], 413: ['too_many_rows', 'too_many_passwords'] },
  },
]
