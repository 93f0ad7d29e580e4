import { applyAllowList } from '#lib/authority/allow-list.ts'
import type { Access } from '#lib/cors/access.ts'
import { MAX_MORE_HEADERS } from '#lib/cors/header-names.ts'
import type { Mode } from '#lib/cors/mode.ts'
import type { AllowList } from '#lib/cors/policy.ts'
import { db } from '#lib/db/db.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { LatestWins } from './latest-wins.ts'

/** How often a process reads what others have changed. */
const POLL_INTERVAL_MS = 1000

/** How many origins can be allowed: so few that every process can read all of them each second. */
export const MAX_ORIGINS = 500

type Reading = {
  order: LatestWins
  /** The read that is under way. */
  current: Promise<unknown> | null
  /** When the last read ended, in milliseconds since 1970. */
  endedAt: number
  /** What the last read found. */
  listed: AllowList
}

const reading = () =>
  onePerProcess(
    'originsRead',
    (): Reading => ({
      order: new LatestWins(),
      current: null,
      endedAt: 0,
      listed: { origins: [], headers: [] },
    }),
  )

/**
 * Makes this process follow the list in the database: reads it now and then every second. The timer does not keep the
 * process alive.
 * @returns a function that stops it.
 */
export async function followOrigins(): Promise<() => void> {
  const timer = onePerProcess('originsFollowed', () =>
    setInterval(() => void reloadOnce(), POLL_INTERVAL_MS).unref(),
  )
  await reloadOrigins()
  return () => clearInterval(timer)
}

/**
 * Makes this process judge by the list that is in the database now. Never throws: while the database does not answer,
 * the last known list stays.
 * @returns the list that is in force.
 */
export async function reloadOrigins(): Promise<AllowList> {
  const state = reading()
  const isLatest = state.order.begin()
  const listed = await readAllowList().catch(() => null)
  state.endedAt = Date.now()
  if (listed && isLatest()) {
    if (JSON.stringify(listed) !== JSON.stringify(state.listed)) applyAllowList(listed)
    state.listed = listed
  }
  return state.listed
}

/** Reloads the list if the last read is over two seconds old, as on an instance that the platform had suspended. */
export async function reloadOriginsAfterSleep(): Promise<void> {
  if (Date.now() - reading().endedAt > 2 * POLL_INTERVAL_MS) await reloadOnce()
}

/** Reads the list unless a read is under way, so that a hanging database gets one query and not one each second. */
function reloadOnce(): Promise<unknown> {
  const state = reading()
  state.current ??= reloadOrigins().finally(() => {
    state.current = null
  })
  return state.current
}

/** Reads the list from the database: the origins in the order in which they were added, the headers by name. */
export async function readAllowList(): Promise<AllowList> {
  const [origins, headers] = await Promise.all([
    db().origin.findMany({
      select: { origin: true, mode: true, enabled: true, access: true, passwords: true },
      orderBy: { id: 'asc' },
      take: MAX_ORIGINS,
    }),
    db().allowedHeader.findMany({
      select: { name: true },
      orderBy: { name: 'asc' },
      take: MAX_MORE_HEADERS,
    }),
  ])
  return {
    origins: origins.map(row => ({ ...row, mode: row.mode as Mode, access: row.access as Access })),
    headers: headers.map(({ name }) => name),
  }
}
