import { db, type Prisma } from '#lib/db/db.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** How many users match. It is `estimated` if it was counted a while ago, or if it is a lower bound. */
export type Total = { total: number; estimated: boolean }

/** Up to this many users in all, every count by columns is exact: it takes 3 ms on SQLite and 7 ms on Postgres. */
const MAX_USERS_COUNTED_EXACTLY = 100_000
/** Among more users, a total of this size takes longer to count than a page of users to read, so it is kept. */
const MIN_KEPT_TOTAL = 10_000
/** How old a kept total may be before it is counted again in the background. */
const FRESH_MAX_AGE_MS = 10_000
/** How old a kept total may be at all: an import may have added a hundred thousand users since. */
const KEPT_MAX_AGE_MS = 30_000
const MAX_KEPT = 200

/** `costly` says that a count is to be kept, though it found fewer users, because of the time that it took. */
export type Counted = Total & { costly?: boolean }
type Kept = { total: number; at: number }
const counts = () => onePerProcess('userCounts', () => new Map<string, Kept>())

/**
 * Counts the users who match. A large total is kept. When it is older than ten seconds, it is still returned and counted
 * again in the background, so that no page waits for it twice while the list is in use. A total older than thirty
 * seconds is not returned.
 * @param count a faster way to count the same users, if there is one.
 */
export async function countUsers(
  match: Prisma.UserWhereInput,
  count: () => Promise<Counted> = async () => ({
    total: await db().user.count({ where: match }),
    estimated: false,
  }),
): Promise<Total> {
  const key = JSON.stringify(match)
  const kept = counts().get(key)
  const age = kept ? Date.now() - kept.at : Number.POSITIVE_INFINITY
  if (!kept || age > KEPT_MAX_AGE_MS) return countAgain(key, count)
  if (age > FRESH_MAX_AGE_MS) {
    kept.at = Date.now()
    countAgain(key, count).catch(() => counts().delete(key))
  }
  return { total: kept.total, estimated: true }
}

async function countAgain(key: string, count: () => Promise<Counted>): Promise<Total> {
  const { costly = false, ...counted } = await count()
  const { total } = counted
  if (counts().size >= MAX_KEPT) counts().clear()
  if (costly || (total >= MIN_KEPT_TOTAL && (await isCrowd()))) {
    counts().set(key, { total, at: Date.now() })
  } else counts().delete(key)
  return counted
}

/** Whether there are more users than are always counted exactly, read at most every ten seconds. */
async function isCrowd(): Promise<boolean> {
  const last = onePerProcess('userCrowd', () => ({ found: false, at: Number.NEGATIVE_INFINITY }))
  if (Date.now() - last.at > FRESH_MAX_AGE_MS) {
    const beyond = await db().user.findFirst({
      skip: MAX_USERS_COUNTED_EXACTLY,
      orderBy: { id: 'asc' },
      select: { id: true },
    })
    Object.assign(last, { found: beyond !== null, at: Date.now() })
  }
  return last.found
}
