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
 * Lists the last ten sign-ins of `userId`, the newest first: the viewer's own, or anybody's if the viewer is an
 * administrator. A sign-in is listed as long as the row of its session exists: the user's next sign-in after the
 * session has expired deletes it.
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
