import { db } from '#lib/db/db.ts'
import { listRefreshTokenHashes } from './refresh-token.ts'

/** One link of the chain of refresh tokens. */
export type Link = NonNullable<Awaited<ReturnType<typeof findLink>>>

/** Finds the link of the chain that `token` is, and its session. */
export function findLink(token: string) {
  return db().refreshToken.findFirst({
    where: { id: { in: listRefreshTokenHashes(token) } },
    select: {
      id: true,
      usedAt: true,
      session: {
        select: {
          id: true,
          createdAt: true,
          expiresAt: true,
          revokedAt: true,
          provenAt: true,
          parentId: true,
          resource: true,
          amr: true,
          clientId: true,
          scope: true,
          jkt: true,
          parent: { select: { id: true, revokedAt: true, expiresAt: true } },
          user: { select: { id: true, uid: true, role: true, disabled: true } },
        },
      },
    },
  })
}

/** Whether the session of a link and the parent of that session are still valid. */
export function isLive(link: Link | null): link is Link {
  const session = link?.session
  if (!session || session.user.disabled) return false
  return [session, session.parent].every(
    one => !one || (!one.revokedAt && +one.expiresAt > Date.now()),
  )
}
