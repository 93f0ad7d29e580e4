import { auditInsert, recordEvent } from '#lib/audit/record-event.ts'
import { db, isMissingRow, isUniqueViolation } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { OAuthProblem } from '#lib/http/oauth-problem.ts'
import { invalidTarget } from '#lib/http/parameters.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { takeAttempt } from '#lib/limits/rate-limit.ts'
import { yieldToEventLoop } from '#lib/runtime/event-loop.ts'
import { makeTokenAnswer, type TokenAnswer } from './bearer-session.ts'
import { sessionEnd } from './end-sessions.ts'
import { computeDeadline } from './open-session.ts'
import { findLink, isLive, type Link } from './refresh-link.ts'
import { deriveSuccessors, hashRefreshToken, listRefreshTokenHashes } from './refresh-token.ts'

/** How long a client that has lost the answer may ask again. */
const REPEAT_WINDOW_MS = 10_000

/** What comes with a refresh token. */
export type RefreshTerms = {
  /** The client's: tokens that are void are limited. */
  address: string
  /** Where one is named, it has to be the one that the session is for (RFC 8707 §2.2). */
  resource?: string | undefined
  /** What the access token may do, of what the session may (RFC 6749 §6); all of it unless given. */
  scope?: string | undefined
  /** The key whose proof came along. */
  jkt: string | null
  /** Finds out which OAuth client asks, '' for none where none is needed. */
  authenticate(isNeeded: boolean): Promise<string>
}

/** The next tokens, and the session that they are of. */
export type Refreshed = { tokens: TokenAnswer; session: Link['session'] }

/**
 * Gives a bearer session its next tokens and moves its idle deadline. A refresh token works once: of parallel uses one
 * succeeds, and the others, like a client that asks again within ten seconds, get the same next refresh token. A client
 * or a key that it is not bound to uses up nothing.
 *
 * A later use is a replay. Nobody can tell whether the thief or the owner comes second, so the session ends (RFC 9700
 * §4.14.2).
 * @throws OAuthProblem `invalid_target`, `invalid_scope`, `invalid_grant`, `invalid_client`; Problem 429 `limited`.
 */
export async function refreshSession(token: string, terms: RefreshTerms): Promise<Refreshed> {
  // Only this read has a time limit: a rotation that outlived its request would make the next try look like a replay.
  let link = await awaitInTime(findLink(token))
  const clientId = link?.session.clientId === '' ? '' : await terms.authenticate(link !== null)
  if (!isLive(link)) return refuse(link, terms, link ? 'session_over' : 'unknown_token')
  noteUser(link.session.user)
  if (link.session.clientId !== clientId) return refuse(link, terms, 'other_client')
  if (link.session.jkt !== terms.jkt) return refuse(link, terms, 'other_key')
  const { resource } = terms
  if (resource !== undefined && resource !== link.session.resource) throw invalidTarget()
  const scope = narrowScope(link.session, terms.scope)
  if (link.usedAt === null) {
    await takeAttempt('token', String(link.session.user.id))
    const tokens = await rotate(link, token, scope)
    if (tokens) return { tokens, session: link.session }
    link = await findLink(token)
    if (!isLive(link)) return refuse(link, terms, 'session_over')
  }
  const next = await findUnusedSuccessor(link, token)
  if (next === null) return endReplayed(link)
  return { tokens: await answer(link, link.session.expiresAt, next, scope), session: link.session }
}

/** What the access token may do. A client without a scope of its own has nothing to narrow. */
function narrowScope({ clientId, scope }: Link['session'], wanted: string | undefined): string {
  if (clientId === '' || wanted === undefined) return scope
  const granted = scope.split(' ')
  const words = wanted.split(' ').filter(word => word !== '')
  if (words.every(word => granted.includes(word))) {
    return granted.filter(word => words.includes(word)).join(' ')
  }
  throw new OAuthProblem('invalid_scope', 'scope has more than what was granted (RFC 6749, 6).')
}

function answer({ session }: Link, expiresAt: Date, refreshToken: string, scope: string) {
  const { id: sessionId, clientId, resource, jkt, user } = session
  const client = clientId === '' ? null : { id: clientId, scope }
  return makeTokenAnswer(user, { sessionId, expiresAt, refreshToken, resource, client, jkt })
}

/** @returns null if another use was quicker, or if the session has just ended. */
async function rotate(link: Link, token: string, scope: string): Promise<TokenAnswer | null> {
  const { id: sessionId, createdAt, user, parent } = link.session
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
  return answer(link, expiresAt, refreshToken, scope)
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

async function refuse(
  link: Link | null,
  { address }: RefreshTerms,
  reason: 'session_over' | 'unknown_token' | 'other_client' | 'other_key',
): Promise<never> {
  await takeAttempt('tokenAddress', address)
  const user = link?.session.user
  await recordEvent({
    action: 'token_refresh',
    result: 'refused',
    actor: null,
    target: user ? { id: user.id, uid: user.uid } : null,
    detail: { reason },
  })
  throw invalidGrant()
}

/** One answer for whatever is wrong with the token (RFC 6749 §5.2). */
function invalidGrant(): OAuthProblem {
  return new OAuthProblem('invalid_grant', 'This refresh token is not valid. Sign in again.')
}
