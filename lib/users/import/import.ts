import { z } from 'zod'
import { denyAccess } from '#lib/audit/deny-access.ts'
import { recordEvent } from '#lib/audit/record-event.ts'
import { findLostRights, recheckViewer } from '#lib/authority/recheck-viewer.ts'
import { requireProof } from '#lib/authority/require-proof.ts'
import { isUniqueViolation } from '#lib/db/db.ts'
import { Problem } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { hashBulkPassword } from '#lib/passwords/bulk-hash.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { hasElevatedRole } from '../store.ts'
import { insertUsers } from './insert-users.ts'
import {
  type Candidate,
  compareWithUser,
  findKnownUsers,
  judgeRow,
  RowResult,
  toRefusedResult,
} from './judge.ts'
import { judgeFresh } from './judge-fresh.ts'
import type { FileRow } from './rows.ts'
import { writeImportedUser } from './write-imported.ts'

/** How many rows have each result, and the result for each row, in the order of the file. */
const ImportOutcome = z.strictObject({
  created: z.int(),
  skipped: z.int(),
  failed: z.int(),
  rows: z.array(RowResult),
})
type ImportOutcome = z.output<typeof ImportOutcome>

/** The answer of the API. */
export const ImportAnswer = ImportOutcome.extend({
  dryRun: z.boolean(),
  ignored: z.array(z.string()).describe('The columns that were ignored.'),
})

/** How many users one transaction writes, because all other writes wait for it. */
const BATCH_SIZE = 50

/**
 * Creates the users of a file, each row by itself: one that fails leaves nothing behind and does not stop the others. A
 * user who already exists as the row says is skipped, so that an import can be repeated after an interruption. Passwords
 * of existing users are neither compared nor changed. A viewer who is signed out, disabled or demoted in the course of it
 * creates nobody from then on: the rows that are left fail.
 * @param dryRun whether to write nothing; `created` then counts the users who would be created.
 * @throws Problem 403 `insufficient_role`, 401 (`token_invalid`; `step_up_required` if a row gives a role).
 */
export async function importUsers(
  viewer: Viewer,
  fileRows: FileRow[],
  dryRun: boolean,
): Promise<ImportOutcome> {
  requireImporter(viewer)
  if (fileRows.some(row => 'values' in row && hasElevatedRole(row.values))) {
    requireProof(viewer, 'users_import')
  }
  const rows: RowResult[] = []
  const seen = new Set<string>()
  for (let from = 0; from < fileRows.length; from += BATCH_SIZE) {
    await yieldToEventLoop()
    const batch = fileRows.slice(from, from + BATCH_SIZE)
    const lost = await findLostRights(viewer)
    if (lost && from === 0) throw lost
    rows.push(
      ...(lost
        ? batch.map(row => toRefusedResult(row, lost))
        : await importBatch(viewer, batch, seen, dryRun)),
    )
  }
  const count = (kind: RowResult['result']) => rows.filter(({ result }) => result === kind).length
  const counts = {
    created: count('created'),
    skipped: count('skipped'),
    failed: count('failed'),
  }
  if (!dryRun) {
    await recordEvent({ action: 'users_import', result: 'ok', actor: viewer, detail: counts })
  }
  return { ...counts, rows }
}

/** Lets administrators pass. @throws Problem 403 `insufficient_role`, which is audited. */
export function requireImporter(viewer: Viewer): void {
  if (!isAdmin(viewer)) throw denyAccess(viewer, 'users_import')
}

async function importBatch(
  viewer: Viewer,
  fileRows: FileRow[],
  seen: Set<string>,
  dryRun: boolean,
): Promise<RowResult[]> {
  const judged = await Promise.all(fileRows.map(judgeRow))
  const candidates = judged.filter(one => 'input' in one)
  const known = await findKnownUsers(candidates)
  const results = judged.filter(one => 'result' in one)
  const unknown: Candidate[] = []
  for (const candidate of candidates) {
    const user = known.get(foldUid(candidate.uid))
    if (user) results.push(compareWithUser(candidate, user))
    else unknown.push(candidate)
  }
  const answers = await judgeFresh(unknown, seen)
  results.push(...answers.filter(one => 'result' in one))
  const fresh = answers.filter(one => 'input' in one)
  results.push(...(dryRun ? fresh.map(toCreatedResult) : await createUsers(viewer, fresh)))
  return results.toSorted((a, b) => a.row - b.row)
}

async function createUsers(viewer: Viewer, candidates: Candidate[]): Promise<RowResult[]> {
  const hasPassword = ({ input }: Candidate) => input.password !== undefined
  const withPassword = candidates.filter(hasPassword)
  const others = candidates.filter(candidate => !hasPassword(candidate))
  return [
    ...(await createTogether(viewer, others)),
    ...(await Promise.all(withPassword.map(candidate => createOne(viewer, candidate)))),
  ]
}

async function createTogether(viewer: Viewer, candidates: Candidate[]): Promise<RowResult[]> {
  try {
    const people = candidates.map(({ input }) => input)
    await insertUsers(viewer, people)
    return candidates.map(toCreatedResult)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  // Somebody has taken a uid or an address since the check, so no user of the batch was written.
  return Promise.all(candidates.map(candidate => createOne(viewer, candidate)))
}

async function createOne(viewer: Viewer, candidate: Candidate): Promise<RowResult> {
  const { password, passwordHash = null, ...person } = candidate.input
  await yieldToEventLoop()
  try {
    const hash = password === undefined ? passwordHash : await hashBulkPassword(password)
    if (password !== undefined) await recheckViewer(viewer)
    await writeImportedUser(viewer, person, { hash })
    return toCreatedResult(candidate)
  } catch (error) {
    const taken = error instanceof Problem && error.code === 'uid_taken'
    const [user] = taken ? (await findKnownUsers([candidate])).values() : []
    return user ? compareWithUser(candidate, user) : toRefusedResult(candidate, error)
  }
}

function toCreatedResult({ row, uid }: Candidate): RowResult {
  return { row, uid, result: 'created' }
}
