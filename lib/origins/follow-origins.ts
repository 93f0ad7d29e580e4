import type { Mode } from '#lib/cors/origin.ts'
import type { ListedOrigin } from '#lib/cors/policy.ts'
import { db } from '#lib/db/db.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { applyListedOrigins } from './allow-list.ts'
import { LatestWins } from './latest-wins.ts'

/** How often a process looks what others have changed, in milliseconds. */
const POLL_INTERVAL_MS = 1000

/** More origins than these are not allowed, so that reading all of them is nothing. */
export const MAX_ORIGINS = 500

type Reading = {
  order: LatestWins
  /** The look that is under way. */
  look: Promise<unknown> | null
  /** When the last look ended, in milliseconds. */
  at: number
  listed: readonly ListedOrigin[]
}

const reading = () =>
  onePerProcess(
    'originsRead',
    (): Reading => ({ order: new LatestWins(), look: null, at: 0, listed: [] }),
  )

/**
 * Has this process follow the list in the database, now and every second, without keeping it from ending.
 * @returns what ends that.
 */
export async function followOrigins(): Promise<() => void> {
  const timer = onePerProcess('originsFollowed', () =>
    setInterval(() => void reloadOnce(), POLL_INTERVAL_MS).unref(),
  )
  await reloadOrigins()
  return () => clearInterval(timer)
}

/**
 * Has this process judge by what stands in the database now. Never throws: while the database does not answer,
 * the list that was known last stays, which is what this returns.
 */
export async function reloadOrigins(): Promise<readonly ListedOrigin[]> {
  const state = reading()
  const isLatest = state.order.begin()
  const listed = await readListedOrigins().catch(() => null)
  state.at = Date.now()
  if (listed && isLatest()) {
    if (JSON.stringify(listed) !== JSON.stringify(state.listed)) applyListedOrigins(listed)
    state.listed = listed
  }
  return state.listed
}

/** The same where the last look was long ago: an instance that was put to sleep has looked at nothing meanwhile. */
export async function reloadOriginsAfterSleep(): Promise<void> {
  if (Date.now() - reading().at > 2 * POLL_INTERVAL_MS) await reloadOnce()
}

/** A database that hangs is asked by one query, not by one each second. */
function reloadOnce(): Promise<unknown> {
  const state = reading()
  state.look ??= reloadOrigins().finally(() => {
    state.look = null
  })
  return state.look
}

/** The list in the database. */
export async function readListedOrigins(): Promise<ListedOrigin[]> {
  const rows = await db().origin.findMany({
    select: { origin: true, mode: true, enabled: true },
    orderBy: { id: 'asc' },
    take: MAX_ORIGINS,
  })
  return rows.map(row => ({ ...row, mode: row.mode as Mode }))
}
