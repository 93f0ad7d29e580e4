import { awaitInTime } from '#lib/db/query-timeout.ts'
import { readSession, type SessionRow } from '#lib/db/read-session.ts'

/**
 * Reads the session `id` of the user `userId` with its user.
 * @returns null if there is no such session, if it is over, or if the user is disabled.
 */
export async function findLiveSession(id: string, userId: number): Promise<SessionRow | null> {
  const row = await awaitInTime(readSession(id))
  const isLive =
    row && row.userId === userId && !row.disabled && !row.revokedAt && +row.expiresAt > Date.now()
  return isLive ? row : null
}
