import { findOperationAccess } from '#lib/authority/operation-access.ts'
import { findDatabaseFault } from '#lib/db/database-fault.ts'
import { DATA_HEADERS } from '#lib/http/answer-headers.ts'
import { json } from '#lib/http/json.ts'
import { OriginProblem } from '#lib/http/origin-problem.ts'
import { Problem } from '#lib/http/problem.ts'
import { listReplyHeaders } from '#lib/http/reply.ts'
import { findRequestContext, noteNeededAccess, runInRequest } from '#lib/http/request-context.ts'
import { countRequest } from '#lib/metrics/count-request.ts'
import { logError } from '#lib/runtime/log.ts'
import { noteAnswer, runTraced } from '#lib/tracing/hook.ts'
import { addLoginStatus } from './login-status.ts'
import { buildRateLimitHeaders } from './rate-limit-headers.ts'
import { recordMissingGrant } from './record-missing-grant.ts'
import { refreshGrants } from './refresh-grants.ts'
import { refuseCrossSite } from './refuse-cross-site.ts'
import { computeRoutePattern, logRequest, readUrlPath } from './request-log.ts'
import { findUnavailableProblem } from './unavailable.ts'

/** The methods of the API. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof METHODS)[number]

/** What a host passes with the request: the parameters of the path, in the form that Next uses. */
type RouteContext = { params: Promise<Record<string, string>> }
/** What a host calls: one of a route file's exports. Never rejects. */
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>
type Handlers = Partial<Record<Exclude<Method, 'HEAD' | 'OPTIONS'>, RouteHandler>>
type Options = {
  /** Whether pages of any site may send it requests of any method: it changes nothing by them. */
  fromAnySite?: boolean
  /** What a person is shown in place of the JSON of a problem. */
  showProblem?(problem: Problem): Response
}

/**
 * Turns the handlers of a path into the exports of its route file, one for every method.
 *
 * It has the only catch of the API: a `Problem` becomes its answer, any other error a logged 500 that
 * tells the client nothing (ASVS v5.0.0-16.5.1). It answers 405 with `Allow`, HEAD from GET, and a plain
 * OPTIONS with 204 and `Allow` (RFC 9110 §9.3). It refuses unsafe cross-site requests, keeps every answer out of
 * caches, and logs each request under an ID. A 500 has that ID in `X-Request-Id`.
 */
export function route(
  handlers: Handlers,
  { fromAnySite = false, showProblem }: Options = {},
): Record<Method, RouteHandler> {
  const allow = METHODS.filter(
    method => method === 'OPTIONS' || handlers[method === 'HEAD' ? 'GET' : method],
  ).join(', ')
  const answer = (method: Method): RouteHandler => {
    if (method === 'OPTIONS') {
      const methods = { status: 204, headers: { Allow: allow } }
      return (request, context) =>
        attempt(request, context, async () => new Response(null, methods), showProblem)
    }
    const handler = handlers[method === 'HEAD' ? 'GET' : method]
    return async (request, context) => {
      const act = async () => {
        if (!handler) throw makeMethodProblem(method, allow)
        if (!fromAnySite) await refuseCrossSite(request)
        await refreshGrants(request)
        return handler(request, context)
      }
      const response = await attempt(request, context, act, showProblem)
      return method === 'HEAD' ? await dropBody(response) : response
    }
  }
  return Object.fromEntries(METHODS.map(method => [method, answer(method)])) as Record<
    Method,
    RouteHandler
  >
}

/** The 405 of a path without `method`; `allow` lists those it has (RFC 9110 §15.5.6). */
export function makeMethodProblem(method: string, allow: string): Problem {
  return new Problem(405, 'method_not_allowed', `${method} is not allowed here.`, {
    headers: [['Allow', allow]],
  })
}

/** The answer to a request that failed with `error`: that of a `Problem`, else a logged 500 without details. */
export function answerFailure(
  error: unknown,
  method: string,
  showProblem: Options['showProblem'] = toJson,
): Response {
  const problem = toProblem(error, method)
  const response = showProblem(problem)
  for (const [name, value] of problem.headers) response.headers.append(name, value)
  if (problem.status === 401 && !response.headers.has('WWW-Authenticate')) {
    response.headers.set('WWW-Authenticate', 'Bearer')
  }
  return addDefaultHeaders(response)
}

function toJson({ body, status }: Problem): Response {
  return json(body, { status })
}

function attempt(
  request: Request,
  { params }: RouteContext,
  act: () => Promise<Response>,
  showProblem: Options['showProblem'],
): Promise<Response> {
  const started = performance.now()
  const answer = async () => {
    const route = computeRoutePattern(readUrlPath(request.url), await params)
    noteNeededAccess(findOperationAccess(request.method, route)?.own ?? null)
    const response = await act().catch(error => {
      if (error instanceof OriginProblem) recordMissingGrant(request, error)
      return answerFailure(error, request.method, showProblem)
    })
    for (const [name, value] of [...listReplyHeaders(request), ...buildRateLimitHeaders()]) {
      response.headers.append(name, value)
    }
    addLoginStatus(request, response)
    const answered = { method: request.method, route, status: response.status, started }
    countRequest(answered)
    logRequest(answered)
    noteAnswer(answered)
    return addDefaultHeaders(response)
  }
  const { headers } = request
  return runTraced(
    name => headers.get(name),
    () => runInRequest(headers, answer),
  )
}

function toProblem(error: unknown, method: string): Problem {
  if (error instanceof Problem) return error
  const requestId = findRequestContext()?.id ?? ''
  const reason = findDatabaseFault(error)?.says
  logError('request failed', error, { method, requestId, ...(reason && { reason }) })
  const problem =
    findUnavailableProblem(error) ??
    new Problem(500, 'internal_error', 'Something went wrong on our side.')
  if (requestId) problem.headers.push(['X-Request-Id', requestId])
  return problem
}

function addDefaultHeaders(response: Response): Response {
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store')
  for (const [name, value] of DATA_HEADERS) {
    if (!response.headers.has(name)) response.headers.set(name, value)
  }
  return response
}

/**
 * `response` without its body, but with all its headers and the length of the body (RFC 9110 §9.3.2). A 304 gets no
 * length, because the client's copy has one of its own (§8.6).
 */
async function dropBody(response: Response): Promise<Response> {
  let length = 0
  // Counts the chunks without keeping them: an export may be larger than memory should hold.
  for await (const chunk of response.body ?? []) length += chunk.length
  const headers = new Headers(response.headers)
  if (response.status !== 204 && response.status !== 304)
    headers.set('Content-Length', String(length))
  return new Response(null, { status: response.status, headers })
}
