import { z } from 'zod'
import { db } from '#lib/db/db.ts'
import { Problem } from '#lib/http/problem.ts'
import { FieldErrorJson } from '#lib/http/problem-json.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { requireGoodPassword } from '#lib/passwords/rules.ts'
import { type ImportedUser, readImportedUser } from './imported-user.ts'
import type { FileRow } from './rows.ts'

/** The result for one row; `code` and `errors` say why no user was created. */
export const RowResult = z
  .strictObject({
    row: z.int(),
    uid: z.string(),
    result: z.enum(['created', 'skipped', 'failed']),
    code: z.string().exactOptional(),
    errors: z.array(FieldErrorJson).exactOptional(),
  })
  .meta({ id: 'ImportedRow', description: 'The result for a row, and why no user was created.' })
export type RowResult = z.output<typeof RowResult>
/** A row that follows the rules. */
export type Candidate = { row: number; uid: string; input: ImportedUser }
type Known = Pick<ImportedUser, 'uid' | 'name' | 'email' | 'dob' | 'role' | 'disabled'>

/** The columns in which a row is compared with an existing user, and what a message calls them. */
const COMPARED = {
  uid: 'spelling of the user ID',
  name: 'name',
  email: 'e-mail address',
  dob: 'date of birth',
  role: 'role',
  disabled: 'status',
} as const

/** Judges a row by the rules of a sign-up, but asks no service whether its password was stolen. */
export async function judgeRow(fileRow: FileRow): Promise<Candidate | RowResult> {
  const { row, uid } = fileRow
  if ('refused' in fileRow) return { row, uid, result: 'failed', ...fileRow.refused }
  try {
    const input = readImportedUser(fileRow.values)
    if (input.password !== undefined) await requireGoodPassword(input.password, input)
    return { row, uid, input }
  } catch (error) {
    return toRefusedResult({ row, uid }, error)
  }
}

/** Finds the users who exist already, by the folded key of their uid. */
export async function findKnownUsers(candidates: { uid: string }[]): Promise<Map<string, Known>> {
  const users = await db().user.findMany({
    where: { uidKey: { in: candidates.map(({ uid }) => foldUid(uid)) } },
    select: {
      uid: true,
      uidKey: true,
      name: true,
      email: true,
      dob: true,
      role: true,
      disabled: true,
    },
  })
  return new Map(users.map(user => [user.uidKey, user]))
}

/** Skips the row of a user who is as it says in every column that it fills; refuses the row of one who differs. */
export function compareWithUser({ row, uid, input }: Candidate, user: Known): RowResult {
  const columns = Object.keys(COMPARED) as (keyof typeof COMPARED)[]
  const different = columns.filter(
    column => input[column] !== undefined && input[column] !== user[column],
  )
  if (different.length === 0) return { row, uid, result: 'skipped', code: 'already_there' }
  const names = new Intl.ListFormat('en').format(different.map(column => COMPARED[column]))
  const message = `The user ${user.uid} already exists, with another ${names}.`
  return { row, uid, result: 'failed', code: 'uid_taken', errors: [{ path: 'uid', message }] }
}

/** The result for a row that a Problem has refused. @throws any other error. */
export function toRefusedResult(
  { row, uid }: { row: number; uid: string },
  error: unknown,
): RowResult {
  if (!(error instanceof Problem)) throw error
  const { code, errors = [{ path: '', message: error.message }] } = error
  return { row, uid, result: 'failed', code, errors }
}
