import type { Viewer } from '#lib/identity/viewer.ts'
import { findCookieSession } from '#lib/sessions/session.ts'
import {
  type AuthorizationError,
  type AuthorizationRequest,
  readAuthorizationRequest,
} from './authorization-request.ts'
import { makeAuthorizationResponse } from './authorization-response.ts'
import { isEmbedded } from './embedded.ts'
import { describeSilentError, findStep, type Step } from './find-step.ts'
import { findTarget, type Target } from './find-target.ts'
import { carryAsked, readMarks } from './flow-marks.ts'
import { isTooLong, makeStepRedirect } from './flow-step.ts'
import { grantCode } from './grant-code.ts'
import { type ArrivedRequest, resolveRequest, spendPushedRequest } from './pushed-request.ts'
import { refuseTarget } from './refuse-target.ts'

/**
 * Answers an authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2): judges to whom the answer goes
 * before anything else, leads the person through what is missing, and gives the client a code.
 */
export async function authorize(query: URLSearchParams, headers: Headers): Promise<Response> {
  if (isEmbedded(headers)) return refuseTarget({ reason: 'embedded' })
  const arrived = await resolveRequest(query)
  if (!arrived) return refuseTarget({ reason: 'used_request' })
  const found = await findTarget(arrived.parameters)
  if ('fault' in found) return refuseTarget(found.fault)
  const { target } = found
  const outcome = await decide(arrived, target, query, headers)
  if ('step' in outcome) {
    return makeStepRedirect(outcome.step, target, carryAsked(arrived, query))
  }
  const { pushedId, parameters } = arrived
  if (pushedId !== null && !(await spendPushedRequest(pushedId))) {
    return refuseTarget({ reason: 'used_request' })
  }
  const said = 'error' in outcome ? outcome : await grantCode(outcome.viewer, outcome.request)
  const response = makeAuthorizationResponse(target, parameters.values.state ?? null, said)
  // A login that a script has sent could not tell the browser (Login Status API §3).
  if (!('error' in outcome)) response.headers.set('Set-Login', 'logged-in')
  return response
}

type Outcome =
  | AuthorizationError
  | { step: Step }
  | { viewer: Viewer; request: AuthorizationRequest }

async function decide(
  arrived: ArrivedRequest,
  target: Target,
  query: URLSearchParams,
  headers: Headers,
): Promise<Outcome> {
  if (arrived.parameters.values.request_uri !== undefined) {
    const description = 'request_uri must be one that /api/par has answered with.'
    return { error: 'request_uri_not_supported', description }
  }
  const read = readAuthorizationRequest(arrived.parameters, target)
  if ('error' in read) return read.error
  if (isTooLong(arrived.carried)) {
    const description = 'The request is too long for an address. Push it to /api/par (RFC 9126).'
    return { error: 'invalid_request', description }
  }
  const { request } = read
  const { viewer } = await findCookieSession(headers)
  const marks = readMarks(query, arrived.parameters, viewer)
  if (marks.refusedAt !== null) {
    return { error: 'access_denied', description: 'The person did not allow it.' }
  }
  const found = await findStep(request, viewer, marks)
  if (found !== null && 'error' in found) return found
  if (found === null && viewer) return { viewer, request }
  const step = found?.step ?? 'login'
  return request.prompts.has('none') ? describeSilentError(step) : { step }
}
