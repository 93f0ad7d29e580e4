import { auditInsert, recordEvent } from '#lib/audit/record-event.ts'
import { db, isMissingRow, isUniqueViolation } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { invalidTarget } from '#lib/http/parameters.ts'
import { Problem } from '#lib/http/problem.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { makeTokenAnswer, type TokenAnswer } from './bearer-session.ts'
import { sessionEnd } from './end-sessions.ts'
import { computeDeadline } from './open-session.ts'
import { deriveSuccessors, hashRefreshToken, listRefreshTokenHashes } from './refresh-token.ts'

/** How long a client that has lost the answer may ask again. */
const REPEAT_WINDOW_MS = 10_000

type Link = NonNullable<Awaited<ReturnType<typeof findLink>>>

/**
 * Gives a bearer session its next tokens and moves its idle deadline. A refresh token works once: of parallel uses one
 * succeeds, and the others, like a client that asks again within ten seconds, get the same next refresh token.
 *
 * A later use is a replay. Nobody can tell whether the thief or the owner comes second, so the session ends (RFC 9700
 * §4.14.2).
 * @param address the client's, because tries with invalid tokens are limited per address.
 * @param resource if given, it must be the one that the session is for (RFC 8707 §2.2).
 * @throws Problem 400 `invalid_target`, 401 `invalid_grant`, 429 `limited`.
 */
export async function refreshSession(
  token: string,
  address: string,
  resource?: string,
): Promise<TokenAnswer> {
  // Only this read has a time limit: a rotation that outlived its request would make the next try look like a replay.
  let link = await awaitInTime(findLink(token))
  if (isLive(link)) noteUser(link.session.user)
  if (isLive(link) && resource !== undefined && resource !== link.session.resource) {
    throw invalidTarget()
  }
  if (isLive(link) && link.usedAt === null) {
    await takeAttempt('token', String(link.session.user.id))
    const answer = await rotate(link, token)
    if (answer) return answer
    link = await findLink(token)
  }
  if (!isLive(link)) return refuse(link, address)
  const next = await findUnusedSuccessor(link, token)
  if (next === null) return endReplayed(link)
  const { id: sessionId, expiresAt, user } = link.session
  return makeTokenAnswer(user, {
    sessionId,
    expiresAt,
    refreshToken: next,
    resource: link.session.resource,
  })
}

function findLink(token: string) {
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
          resource: true,
          parent: { select: { id: true, revokedAt: true, expiresAt: true } },
          user: { select: { id: true, uid: true, role: true, disabled: true } },
        },
      },
    },
  })
}

function isLive(link: Link | null): link is Link {
  const session = link?.session
  if (!session || session.user.disabled) return false
  return [session, session.parent].every(
    one => !one || (!one.revokedAt && +one.expiresAt > Date.now()),
  )
}

/** @returns null if another use was quicker, or if the session has just ended. */
async function rotate(link: Link, token: string): Promise<TokenAnswer | null> {
  const { id: sessionId, createdAt, user, parent, resource } = link.session
  const [refreshToken] = deriveSuccessors(token)
  const now = new Date()
  const expiresAt = computeDeadline(now, createdAt)
  await yieldToEventLoop()
  try {
    await db().$transaction([
      db().refreshToken.update({
        where: { id: link.id, usedAt: null },
        data: { usedAt: now },
        select: { id: true },
      }),
      db().session.update({
        where: { id: sessionId, revokedAt: null, expiresAt: { gt: now } },
        data: { expiresAt, lastSeenAt: now },
        select: { id: true },
      }),
      // Whoever uses what came of a session uses that session: it is not idle.
      ...(parent ? [parentTouch(parent.id, expiresAt)] : []),
      db().refreshToken.create({
        data: { id: hashRefreshToken(refreshToken), sessionId, createdAt: now },
        select: { id: true },
      }),
      auditInsert({ action: 'token_refresh', result: 'ok', actor: { id: user.id, uid: user.uid } }),
    ])
  } catch (error) {
    if (isMissingRow(error) || isUniqueViolation(error)) return null
    throw error
  }
  return makeTokenAnswer(user, { sessionId, expiresAt, refreshToken, resource })
}

function parentTouch(id: string, expiresAt: Date) {
  return db().session.updateMany({
    where: { id, revokedAt: null, expiresAt: { lt: expiresAt } },
    data: { expiresAt },
  })
}

/** The refresh token that `token` was exchanged for just now, unless that one has been used. */
async function findUnusedSuccessor({ usedAt }: Link, token: string): Promise<string | null> {
  if (!usedAt || Date.now() - +usedAt > REPEAT_WINDOW_MS) return null
  const candidates = deriveSuccessors(token)
  const next = await db().refreshToken.findFirst({
    where: { id: { in: candidates.flatMap(listRefreshTokenHashes) }, usedAt: null },
    select: { id: true },
  })
  if (!next) return null
  return candidates.find(candidate => listRefreshTokenHashes(candidate).includes(next.id)) ?? null
}

async function endReplayed({ session }: Link): Promise<never> {
  const { id, uid } = session.user
  await db().$transaction([
    sessionEnd({ id: session.id }),
    auditInsert({ action: 'token_replay', result: 'refused', actor: null, target: { id, uid } }),
  ])
  throw invalidGrant()
}

async function refuse(link: Link | null, address: string): Promise<never> {
  await takeAttempt('tokenAddress', address)
  const user = link?.session.user
  await recordEvent({
    action: 'token_refresh',
    result: 'refused',
    actor: null,
    target: user ? { id: user.id, uid: user.uid } : null,
    detail: { reason: link ? 'session_over' : 'unknown_token' },
  })
  throw invalidGrant()
}

/** The code comes from RFC 6749 §5.2; the status is the one of every invalid token here. */
function invalidGrant(): Problem {
  return new Problem(401, 'invalid_grant', 'This refresh token is not valid. Sign in again.')
}
