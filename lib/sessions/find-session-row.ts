import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { findLiveSession } from '#lib/authority/live-session.ts'
import { findStanding } from '#lib/cors/policy.ts'
import type { SessionRow } from '#lib/db/read-session.ts'
import { DPOP_ALGORITHMS, DpopProofError } from '#lib/dpop/proof.ts'
import { readRequestProof } from '#lib/dpop/request-proof.ts'
import { env } from '#lib/env/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { verifyAccessToken, verifyBearer } from './access-token.ts'
import { makeExpiredCookie, readCookies } from './cookie.ts'
import { verifyToken } from './token.ts'

/** How a request says whose it is. */
type Scheme = 'cookie' | 'bearer' | 'dpop'
type Presented = { scheme: 'bearer' | 'dpop'; token: string }

/** The session of a request; `scope` is what its token may do, which may be less than its session may. */
export type FoundSession = { row: SessionRow; scheme: Scheme; scope: string }
export type SessionFault = { fault: 'missing' | 'invalid'; problem: Problem }

/**
 * Finds the session of a request by the token after `Authorization: Bearer` or `DPoP` or, without one, by the first of
 * its cookies that names a session. A session that is bound to a key is opened only by the scheme DPoP with a proof by
 * that key, and by that scheme no other is opened (RFC 9449 §7.1, §7.2). The cookies of a page that is allowed for tokens
 * only count as none.
 * @param request null if there is nothing that a proof could be compared with: then none is accepted.
 */
export async function findSessionRow(
  headers: Headers,
  request: Request | null,
): Promise<FoundSession | SessionFault> {
  const presented = readPresented(headers)
  if (!presented) return findByCookie(headers)
  const { scheme, token } = presented
  if (!token) return { fault: 'missing', problem: makeTokenMissing() }
  const claims = await (scheme === 'bearer' ? verifyBearer(token) : verifyAccessToken(token))
  const row = claims && (await findLiveSession(claims.sessionId, claims.userId))
  if (!row) return toFault(scheme === 'dpop' ? makeDpopProblem() : makeTokenInvalid())
  if (isOfOtherPage(row, headers)) {
    const message = `This token was given to pages of ${row.clientId}.`
    return toFault(new Problem(401, 'token_invalid', message))
  }
  if (row.jkt !== null || scheme === 'dpop') {
    const problem = await findBindingProblem(row, presented, request)
    if (problem) return toFault(problem)
  }
  return { row, scheme, scope: claims.scope ?? row.scope }
}

async function findByCookie(headers: Headers): Promise<FoundSession | SessionFault> {
  const isTokenOnly = findStanding(readCorsPolicy(), headers.get('origin')) === 'bearer'
  const tokens = isTokenOnly ? [] : readCookies(headers.get('cookie'), env().cookieName)
  for (const token of tokens) {
    const claims = await verifyToken(token)
    const row = claims && (await findLiveSession(claims.sessionId, claims.userId))
    if (row && row.jkt === null) return { row, scheme: 'cookie', scope: row.scope }
  }
  if (tokens.length === 0) return { fault: 'missing', problem: makeTokenMissing() }
  return toFault(makeTokenInvalid())
}

function readPresented(headers: Headers): Presented | null {
  const value = headers.get('authorization') ?? ''
  const [, scheme, token] = /^(bearer|dpop) (.*)$/is.exec(value) ?? []
  if (scheme === undefined || token === undefined) return null
  return { scheme: scheme.toLowerCase() as Presented['scheme'], token: token.trim() }
}

/**
 * Whether a browser names another page than the one that the session was given to, whose client is its origin. A key that
 * no script can export may still be handed to a window of another origin (HTML §9.3.3), and its tokens with it.
 */
function isOfOtherPage({ clientId }: SessionRow, headers: Headers): boolean {
  const origin = headers.get('origin')
  return origin !== null && origin !== clientId && clientId.includes('://')
}

/** Why a session that is bound to a key, or whose token comes with a proof, is not opened. */
async function findBindingProblem(
  { jkt }: SessionRow,
  { scheme, token }: Presented,
  request: Request | null,
): Promise<Problem | null> {
  if (jkt === null) return makeDpopProblem('This token is bound to no key: send it as Bearer.')
  if (scheme !== 'dpop' || !request) return makeDpopProblem('This token needs a DPoP proof.')
  try {
    const proof = await readRequestProof(request, { nonce: 'offered', accessToken: token })
    if (!proof) throw new DpopProofError('The DPoP proof is missing.')
    return proof.jkt === jkt ? null : makeDpopProblem('This token is bound to another key.')
  } catch (error) {
    if (error instanceof DpopProofError) return makeDpopProblem(error.message, error.code)
    throw error
  }
}

function toFault(problem: Problem): SessionFault {
  return { fault: 'invalid', problem }
}

/** 401 for a request without a token. The message is the Flask backend's. */
export function makeTokenMissing(): Problem {
  return new Problem(401, 'token_missing', 'Authentication Token is missing!')
}

/**
 * 401 for a token that is invalid, expired or revoked, or whose user is gone. It also removes the cookie. The message
 * is the Flask backend's.
 */
export function makeTokenInvalid(): Problem {
  return new Problem(401, 'token_invalid', 'Invalid Authentication token!', {
    headers: [['Set-Cookie', makeExpiredCookie()]],
  })
}

/** 401 as RFC 9449 §7.1 words it. */
function makeDpopProblem(
  message = 'Invalid Authentication token!',
  code: 'token_invalid' | DpopProofError['code'] = 'token_invalid',
): Problem {
  const error = code === 'token_invalid' ? 'invalid_token' : code
  const challenge = `DPoP error="${error}", error_description="${message}", algs="${DPOP_ALGORITHMS.join(' ')}"`
  return new Problem(401, code, message, { headers: [['WWW-Authenticate', challenge]] })
}
