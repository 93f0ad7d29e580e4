import { db } from '#lib/db/db.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { emailTaken, requireOwnUid } from '../clashes.ts'
import { buildUserColumns } from '../store.ts'
import { type Candidate, type RowResult, toRefusedResult } from './judge.ts'

/**
 * Judges rows of users who do not exist yet by what depends on others: the address must not be the verified one of
 * somebody else, and a user ID with an `@` must be the address of the same row.
 * @param seen the verified addresses of earlier rows; those of these rows are added.
 */
export async function judgeFresh(
  candidates: readonly Candidate[],
  seen: Set<string>,
): Promise<(Candidate | RowResult)[]> {
  const taken = await findTakenEmails(candidates)
  return candidates.map(candidate => {
    const columns = buildUserColumns(candidate.input)
    const { email, verifiedEmailKey: key } = columns
    try {
      requireOwnUid(columns)
      if (email !== null && key !== null && (taken.has(key) || seen.has(key)))
        throw emailTaken(email)
      if (key !== null) seen.add(key)
      return candidate
    } catch (error) {
      return addAdvice(toRefusedResult(candidate, error))
    }
  })
}

async function findTakenEmails(candidates: readonly Candidate[]): Promise<Set<string>> {
  const keys = candidates.flatMap(({ input }) => (input.email ? [foldEmail(input.email)] : []))
  const users = await db().user.findMany({
    where: { verifiedEmailKey: { in: keys } },
    select: { verifiedEmailKey: true },
  })
  return new Set(users.flatMap(({ verifiedEmailKey }) => verifiedEmailKey ?? []))
}

/** People of one household share an address, which can be the verified one of one of them. */
function addAdvice(result: RowResult): RowResult {
  if (result.code !== 'email_taken') return result
  const advice = 'With emailVerified=false the address is taken over unverified.'
  const errors = result.errors?.map(({ path, message }) => ({
    path,
    message: `${message} ${advice}`,
  }))
  return { ...result, ...(errors && { errors }) }
}
