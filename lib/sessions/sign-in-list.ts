import { db } from '#lib/db/db.ts'
import { insufficientRole } from '#lib/http/problem.ts'
import { readAgent } from '#lib/http/user-agent.ts'
import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'

/** A sign-in, and whether the session that it began still lasts. */
export type PastSignInJson = {
  id: string
  at: string
  browser: string | null
  system: string | null
  address: string
  lasts: boolean
}

const MAX_SIGN_INS = 10

/**
 * The last ten sign-ins of `userId`, the newest first: one's own, or anybody's for an administrator. A sign-in
 * is on record as long as its session's row, which the first sign-in after its expiry removes.
 * @throws Problem 403.
 */
export async function listSignIns(viewer: Viewer, userId: number): Promise<PastSignInJson[]> {
  if (userId !== viewer.id && !isAdmin(viewer)) throw insufficientRole('Admin')
  const rows = await db().session.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: MAX_SIGN_INS,
  })
  return rows.map(({ id, createdAt, agent, address, revokedAt, expiresAt }) => ({
    id,
    at: createdAt.toISOString(),
    ...readAgent(agent),
    address,
    lasts: revokedAt === null && +expiresAt > Date.now(),
  }))
}
