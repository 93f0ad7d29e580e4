import { createHash } from 'node:crypto'
import { db, isUniqueViolation } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** How often a process deletes what has expired, in milliseconds. */
const SWEEP_INTERVAL_MS = 60_000

type Kind = 'assertion' | 'bounce-notice' | 'dpop'

/**
 * Takes what may be seen once, in all processes and instances together: of parallel uses one succeeds.
 * @param kind what it is; with `parts` it says which.
 * @param expiresAt from when on it is refused for its age anyway.
 * @returns whether it was not seen before.
 */
export async function takeOnce(
  kind: Kind,
  parts: readonly string[],
  expiresAt: Date,
): Promise<boolean> {
  await sweep()
  try {
    await awaitInTime(onceInsert(kind, parts, expiresAt))
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** The query for that, for a transaction, which a unique violation undoes where it was seen before. */
export function onceInsert(kind: Kind, parts: readonly string[], expiresAt: Date) {
  const id = createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest('base64url')
  return db().seenOnce.create({ data: { id, expiresAt }, select: { id: true } })
}

async function sweep(): Promise<void> {
  const last = onePerProcess('seen-once-sweep', () => ({ at: 0 }))
  const now = Date.now()
  if (now - last.at < SWEEP_INTERVAL_MS) return
  last.at = now
  await awaitInTime(db().seenOnce.deleteMany({ where: { expiresAt: { lt: new Date(now) } } }))
}
