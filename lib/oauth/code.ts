import { auditInsert } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { USER_COLUMNS } from '#lib/identity/user-row.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { sessionEnd } from '#lib/sessions/end-sessions.ts'
import { computeSecretMac, listSecretMacs, makeSecret } from '#lib/tickets/secret.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** How long a code may be changed for tokens, in milliseconds (RFC 6749 §4.1.2: at most ten minutes). */
const CODE_LIFETIME_MS = 60_000

/** What a code stands for. */
export type Grant = NonNullable<Awaited<ReturnType<typeof readCode>>>

/** Issues a code for what the viewer lets `request` have. Only its MAC is stored. */
export async function issueCode(viewer: Viewer, request: AuthorizationRequest): Promise<string> {
  const code = makeSecret()
  const now = new Date()
  const { client, address, challenge, nonce, scopes, resource, jkt } = request
  await awaitInTime(
    db().$transaction([
      db().authorizationCode.deleteMany({
        where: { userId: viewer.id, expiresAt: { lt: new Date(+now - CODE_LIFETIME_MS) } },
      }),
      db().authorizationCode.create({
        data: {
          id: computeSecretMac(code),
          clientId: client.id,
          userId: viewer.id,
          sessionId: viewer.sessionId,
          address,
          challenge,
          nonce,
          scope: scopes.join(' '),
          resource,
          jkt,
          expiresAt: new Date(+now + CODE_LIFETIME_MS),
        },
        select: { id: true },
      }),
      auditInsert({
        action: 'code_issue',
        result: 'ok',
        actor: viewer,
        target: { uid: client.id },
        detail: { scope: scopes.join(' ') },
      }),
    ]),
  )
  return code
}

/** Finds what `code` stands for, spent or not. */
export function readCode(code: string) {
  return awaitInTime(
    db().authorizationCode.findFirst({
      where: { id: { in: listSecretMacs(code) } },
      include: {
        user: { select: { ...USER_COLUMNS, version: true } },
        session: {
          select: {
            id: true,
            createdAt: true,
            provenAt: true,
            proofs: true,
            revokedAt: true,
            expiresAt: true,
            amr: true,
          },
        },
      },
    }),
  )
}

/**
 * The query that spends the code `id` for the session `issuedId`, if one begins, for its transaction. It fails,
 * and so undoes the transaction, where the code is spent or expired: of parallel uses one succeeds (RFC 9700 §4.5).
 */
export function codeSpend(id: string, issuedId: string | null) {
  const now = new Date()
  return db().authorizationCode.update({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, issuedId },
    select: { id: true },
  })
}

/** Ends the session that came of the code `id`, because it was used again: one of both was a thief (RFC 6749 §4.1.2). */
export async function endReplayedCode(id: string): Promise<void> {
  const spent = await db().authorizationCode.findUnique({
    where: { id },
    select: { issuedId: true, clientId: true, user: { select: { id: true, uid: true } } },
  })
  if (!spent?.issuedId) return
  await db().$transaction([
    sessionEnd({ id: spent.issuedId }),
    auditInsert({
      action: 'code_replay',
      result: 'refused',
      actor: null,
      target: spent.user,
      detail: { client: spent.clientId },
    }),
  ])
}
