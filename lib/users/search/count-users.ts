import { db, type Prisma } from '#lib/db/db.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** How many users match; `estimated` when it was counted a while ago. */
export type Total = { total: number; estimated: boolean }

/** Among so many users in all every count by their columns is exact: it costs 3 ms on SQLite, 7 on Postgres. */
const MAX_USERS_COUNTED_EXACTLY = 100_000
/** Among more, a count of so many costs more than a page of them, so it is kept: for how long, in milliseconds. */
const MIN_KEPT_TOTAL = 10_000
const FRESH_MAX_AGE_MS = 10_000
/** One that is so old says nothing: an import of a hundred thousand has come between. */
const KEPT_MAX_AGE_MS = 30_000
const MAX_KEPT = 200

/** `dear` when the count cost as much as one of so many users, though it found fewer. */
export type Counted = Total & { dear?: boolean }
type Kept = { total: number; at: number }
const counts = () => onePerProcess('userCounts', () => new Map<string, Kept>())

/**
 * Counts the users that match. A large count is kept: one that is older than ten seconds is still given, and
 * counted anew meanwhile, so that while the list is in use no page waits for it twice. None is given that is older than
 * thirty seconds.
 * @param counted counts them where there is a shorter way.
 */
export async function countUsers(
  match: Prisma.UserWhereInput,
  counted: () => Promise<Counted> = async () => ({
    total: await db().user.count({ where: match }),
    estimated: false,
  }),
): Promise<Total> {
  const key = JSON.stringify(match)
  const kept = counts().get(key)
  const age = kept ? Date.now() - kept.at : Number.POSITIVE_INFINITY
  if (!kept || age > KEPT_MAX_AGE_MS) return countAnew(key, counted)
  if (age > FRESH_MAX_AGE_MS) {
    kept.at = Date.now()
    countAnew(key, counted).catch(() => counts().delete(key))
  }
  return { total: kept.total, estimated: true }
}

async function countAnew(key: string, counted: () => Promise<Counted>): Promise<Total> {
  const { dear = false, ...found } = await counted()
  const { total } = found
  if (counts().size >= MAX_KEPT) counts().clear()
  if (dear || (total >= MIN_KEPT_TOTAL && (await isCrowd())))
    counts().set(key, { total, at: Date.now() })
  else counts().delete(key)
  return found
}

/** Whether there are more users than are always counted; looked at now and then. */
async function isCrowd(): Promise<boolean> {
  const look = onePerProcess('userCrowd', () => ({ found: false, at: Number.NEGATIVE_INFINITY }))
  if (Date.now() - look.at > FRESH_MAX_AGE_MS) {
    const beyond = await db().user.findFirst({
      skip: MAX_USERS_COUNTED_EXACTLY,
      orderBy: { id: 'asc' },
      select: { id: true },
    })
    Object.assign(look, { found: beyond !== null, at: Date.now() })
  }
  return look.found
}
