import { setTimeout as wait } from 'node:timers/promises'
import { db } from '#lib/db/db.ts'
import { Prisma } from '#lib/generated/sqlite/client.ts'
import { incrementMetric } from '#lib/metrics/tally.ts'
import { keepAwake } from '#lib/runtime/keep-awake.ts'
import { logError } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { type Refusal, RefusalCounter } from './refusal-counter.ts'

/** How long refusals are only counted before they are written, so that there is at most one write each second. */
const WRITE_DELAY_MS = 1000

/** How many rows are kept: those that were seen last. */
export const MAX_REFUSAL_ROWS = 1000

/** Where a count stops: the column has 32 bits on both engines. */
const MAX_COUNT = 2_000_000_000

type Holder = {
  counter: RefusalCounter
  /** Settles when what is counted now is written. */
  waiting: Promise<void> | null
  writing: Promise<void>
}

const holder = () =>
  onePerProcess(
    'refusals',
    (): Holder => ({ counter: new RefusalCounter(), waiting: null, writing: Promise.resolve() }),
  )

/** Records a refusal within the next second. Does not delay the request that is refused, and never throws. */
export function recordRefusal(refusal: Refusal): void {
  const held = holder()
  incrementMetric('latchkey_origin_refusals_total', [refusal.reason], refusal.count)
  held.counter.add(refusal)
  held.waiting ??= wait(WRITE_DELAY_MS, undefined, { ref: false }).then(settleRefusals)
  keepAwake(held.waiting)
}

/** Writes the refusals that were only counted until now: each second if there are any, and when the process ends. */
export function settleRefusals(): Promise<void> {
  const held = holder()
  held.waiting = null
  // One write after the other, so that a slow database gets one at a time.
  held.writing = held.writing.then(() => write(held.counter.take()))
  return held.writing
}

async function write(refusals: Refusal[]): Promise<void> {
  if (refusals.length === 0) return
  try {
    await db().$transaction([upsert(refusals, new Date()), trim()])
  } catch (error) {
    logError('refusals not recorded', error, { kinds: refusals.length })
  }
}

/** One statement for all, in the order of their keys, so that two processes that write the same rows never deadlock. */
function upsert(refusals: Refusal[], now: Date) {
  const rows = refusals.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const values = rows.map(
    ({ origin, reason, count, path, agent }) =>
      Prisma.sql`(${origin}, ${reason}, ${now}, ${now}, ${Math.min(count, MAX_COUNT)}, ${path}, ${agent})`,
  )
  return db().$executeRaw`INSERT INTO "OriginRefusal" AS r
    ("origin", "reason", "firstSeen", "lastSeen", "count", "lastPath", "lastAgent")
    VALUES ${Prisma.join(values)}
    ON CONFLICT ("origin", "reason") DO UPDATE SET
      "lastSeen" = excluded."lastSeen", "lastPath" = excluded."lastPath",
      "lastAgent" = excluded."lastAgent",
      "count" = CASE WHEN r."count" > ${MAX_COUNT} - excluded."count" THEN ${MAX_COUNT}
        ELSE r."count" + excluded."count" END`
}

function trim() {
  return db().$executeRaw`DELETE FROM "OriginRefusal" WHERE ("origin", "reason") IN (
    SELECT "origin", "reason" FROM "OriginRefusal"
    ORDER BY "lastSeen" DESC, "origin", "reason" LIMIT 1000000 OFFSET ${MAX_REFUSAL_ROWS})`
}

const keyOf = ({ origin, reason }: Refusal) => `${origin} ${reason}`
