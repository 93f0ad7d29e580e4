import { db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { findCookieSession } from '#lib/sessions/session.ts'
import {
  type AuthorizationError,
  type AuthorizationRequest,
  readAuthorizationRequest,
} from './authorization-request.ts'
import { makeAuthorizationResponse } from './authorization-response.ts'
import { issueCode } from './code.ts'
import { findTarget } from './find-target.ts'
import { makeMark, readMark } from './flow-mark.ts'
import { makeStepRedirect } from './flow-step.ts'
import {
  type Parameters,
  readAuthorizationParameters,
  writeAuthorizationParameters,
} from './parameters.ts'
import { resolvePushedRequest } from './pushed-request.ts'
import { refuseTarget } from './refuse-target.ts'

/** What the person has to do before there is an answer. */
type Step = 'login' | 'proof' | 'consent'

/**
 * Answers an authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2): judges to whom the answer goes
 * before anything else, leads the person through what is missing, and gives the client a code.
 */
export async function authorize(query: URLSearchParams, headers: Headers): Promise<Response> {
  const parameters = await resolvePushedRequest(readAuthorizationParameters(query))
  const found = await findTarget(parameters)
  if ('fault' in found) return refuseTarget(found.fault)
  const state = parameters.values.state ?? null
  const fail = (error: AuthorizationError) => makeAuthorizationResponse(found.target, state, error)
  if (parameters.values.request_uri !== undefined) {
    const description = 'request_uri names no request that was pushed here, or an old one.'
    return fail({ error: 'request_uri_not_supported', description })
  }
  const read = readAuthorizationRequest(parameters, found.target)
  if ('error' in read) return fail(read.error)
  const { viewer } = await findCookieSession(headers)
  const marks = readMarks(query, parameters, viewer)
  if (marks.refusedAt !== null) {
    return fail({ error: 'access_denied', description: 'The person did not allow it.' })
  }
  const step = await findStep(read.request, viewer, marks)
  if (step === null && viewer) {
    return makeAuthorizationResponse(found.target, state, {
      code: await issueCode(viewer, read.request),
    })
  }
  const missing = step ?? 'login'
  if (read.request.prompts.has('none')) return fail(SILENT_ERRORS[missing])
  return makeStepRedirect(missing, found.target, markAsked(parameters, query))
}

const SILENT_ERRORS: Record<Step, AuthorizationError> = {
  login: { error: 'login_required', description: 'Nobody is signed in.' },
  proof: { error: 'login_required', description: 'The person has to prove who they are again.' },
  consent: { error: 'consent_required', description: 'The person has to allow it first.' },
}

type Marks = { askedAt: number | null; allowedAt: number | null; refusedAt: number | null }

function readMarks(query: URLSearchParams, parameters: Parameters, viewer: Viewer | null): Marks {
  const facts = listFacts(parameters)
  const own = [...facts, viewer?.sessionId ?? '']
  return {
    askedAt: readMark(query.get('asked'), 'asked', facts),
    allowedAt: viewer && readMark(query.get('allowed'), 'allowed', own),
    refusedAt: viewer && readMark(query.get('refused'), 'refused', own),
  }
}

/** The request as it is carried on, with the moment at which the person was first asked. */
function markAsked(parameters: Parameters, query: URLSearchParams): URLSearchParams {
  const carried = writeAuthorizationParameters(parameters)
  const facts = listFacts(parameters)
  const known = query.get('asked')
  const isKnown = readMark(known, 'asked', facts) !== null
  carried.set('asked', isKnown && known ? known : makeMark('asked', facts))
  return carried
}

/** What marks are of: the whole request. */
export function listFacts(parameters: Parameters): string[] {
  return [writeAuthorizationParameters(parameters).toString()]
}

async function findStep(
  request: AuthorizationRequest,
  viewer: Viewer | null,
  { askedAt, allowedAt }: Marks,
): Promise<Step | null> {
  if (!viewer) return 'login'
  if (needsProof(request, viewer, askedAt)) return 'proof'
  if (allowedAt !== null) return null
  return (await needsConsent(request, viewer)) ? 'consent' : null
}

/** Whether a proof is too old for the request: one made since the person was asked for it is not. */
function needsProof(
  { prompts, maxAge }: AuthorizationRequest,
  { provenAt }: Viewer,
  askedAt: number | null,
): boolean {
  const isFresh = askedAt !== null && +provenAt >= askedAt
  if (isFresh) return false
  if (prompts.has('login') || prompts.has('select_account')) return true
  return maxAge !== null && Date.now() - +provenAt > maxAge * 1000
}

async function needsConsent(
  { client, prompts, scopes }: AuthorizationRequest,
  viewer: Viewer,
): Promise<boolean> {
  if (prompts.has('consent') || client.consent === 'always') return true
  if (client.consent === 'never') return false
  const given = await awaitInTime(
    db().consent.findUnique({
      where: { userId_clientId: { userId: viewer.id, clientId: client.id } },
      select: { scope: true },
    }),
  )
  const allowed = given?.scope.split(' ') ?? null
  return allowed === null || scopes.some(scope => !allowed.includes(scope))
}
