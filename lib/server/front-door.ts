import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { sendNodeResponse } from 'srvx/node'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { judgeRequest, type Verdict } from '#lib/cors/verdict.ts'
import { env } from '#lib/env/env.ts'
import { DATA_HEADERS, listTransportHeaders } from '#lib/http/answer-headers.ts'
import { classifyPath } from '#lib/http/classify-path.ts'
import { stampSocketAddress } from '#lib/http/client-address.ts'
import type { Problem } from '#lib/http/problem.ts'
import { countRequest, countWhenSent } from '#lib/metrics/count-request.ts'
import { toRefusal } from '#lib/origins/refusal-counter.ts'
import { recordRefusal } from '#lib/origins/refusals.ts'
import { logError } from '#lib/runtime/log.ts'
import { noteAnswer, runTraced } from '#lib/tracing/hook.ts'
import { answerApi } from './answer-api.ts'
import { ignoreUpgrades } from './ignore-upgrades.ts'
import { addLoginStatusWhenSent } from './login-status.ts'
import { findHiddenProblem, listKindMethods, removeNextHeaders } from './next-surface.ts'
import { findPreflightAnswer } from './preflight.ts'
import { findProxyRefusal } from './proxy-refusal.ts'
import { logRequest } from './request-log.ts'
import {
  ASTERISK,
  findTargetProblem,
  isDecodable,
  readPath,
  settleTarget,
} from './request-target.ts'
import { answerFailure, METHODS, makeMethodProblem } from './route.ts'
import type { Router } from './router.ts'
import { refuseUnreadable } from './unreadable.ts'

type NodeHandler<Result> = (req: IncomingMessage, res: ServerResponse) => Result

/**
 * The request handler of the self-hosted server: judges the origin of each request, answers preflights at once,
 * gives API requests to the route files and everything else to `pages`.
 */
export function createFrontDoor(
  router: Router,
  pages: NodeHandler<Promise<void>>,
): NodeHandler<void> {
  return (req, res) => {
    const started = performance.now()
    settleTarget(req)
    const verdict = judgeNodeRequest(req)
    if (answerIfPreflight(verdict, res, started)) return
    stampSocketAddress(req)
    dispatch(router, pages, verdict, req, res).catch(error => {
      logError('request failed', error, { method: req.method ?? '' })
      res.destroy()
    })
  }
}

function answerIfPreflight(verdict: Verdict, res: ServerResponse, started: number): boolean {
  const preflight = findPreflightAnswer(verdict)
  if (!preflight) return false
  const { status, raw, body } = preflight
  res.writeHead(status, raw).end(body)
  countRequest({ method: 'OPTIONS', route: '(preflight)', status, started })
  return true
}

async function dispatch(
  router: Router,
  pages: NodeHandler<Promise<void>>,
  verdict: Verdict,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  for (const [name, value] of [...verdict.headers, ...listTransportHeaders()])
    res.setHeader(name, value)
  const path = readPath(req)
  const kind = hasRoute(router, path) ? null : (classifyPath(path) ?? '(page)')
  const methods = listMethods(path, kind)
  const problem = findRequestProblem(req, methods)
  if (problem) return refuse(req, res, problem)
  if (kind === null) return answerApi(router, path, req, res)
  if (req.method === 'OPTIONS') return answerOptions(req, res, kind, methods)
  removeNextHeaders(req.headers, kind)
  return countAndTrace(req, res, kind, () => pages(req, res))
}

/** Whether a route file answers: all of `/api`, and what is published outside it. */
function hasRoute(router: Router, path: string): boolean {
  if (path === '/api' || path.startsWith('/api/')) return true
  return isDecodable(path) && router(path) !== null
}

/**
 * Makes a `server` of Next refuse what Next would answer with a redirect or an empty 500: malformed paths, methods
 * that a `Request` cannot have, and what is not HTTP.
 */
export function guardServer(server: Server): void {
  refuseUnreadable(server)
  if (env().nodeEnv !== 'development') ignoreUpgrades(server)
  const listeners = server.listeners('request')
  server.removeAllListeners('request')
  server.on('request', (req, res) => {
    const started = performance.now()
    settleTarget(req)
    for (const [name, value] of listTransportHeaders()) res.setHeader(name, value)
    const path = readPath(req)
    const kind = classifyPath(path)
    const methods = listMethods(path, kind)
    const problem = findRequestProblem(req, methods)
    if (!problem) {
      if (kind && req.method === 'OPTIONS' && !isPreflight(req)) {
        return answerOptions(req, res, kind, methods)
      }
      removeNextHeaders(req.headers, kind)
      const pass = async () => {
        for (const listener of listeners) await listener.call(server, req, res)
      }
      const counted = isPreflight(req) ? '(preflight)' : kind
      const passed = counted ? countAndTrace(req, res, counted, pass) : pass()
      passed.catch(() => res.destroy())
      return
    }
    const verdict = judgeNodeRequest(req)
    // As on server.ts: the page should be able to read what is wrong, and it cannot read a refused preflight.
    if (answerIfPreflight(verdict, res, started)) return
    for (const [name, value] of verdict.headers) res.setHeader(name, value)
    refuse(req, res, problem).catch(() => res.destroy())
  })
}

/** The methods of a path. The server as a whole (`OPTIONS *`) has all of them, as have the tools of `next dev`. */
function listMethods(path: string, kind: ReturnType<typeof classifyPath>): readonly string[] {
  const hasAll = kind === null || path === ASTERISK || env().nodeEnv === 'development'
  return hasAll ? METHODS : listKindMethods(kind)
}

/** Answers OPTIONS for what no route file answers, which Next refuses with an empty 400 (RFC 9110 §9.3.7). */
function answerOptions(
  req: IncomingMessage,
  res: ServerResponse,
  kind: string,
  methods: readonly string[],
): void {
  countWhenSent(req, res, kind)
  for (const [name, value] of DATA_HEADERS) res.setHeader(name, value)
  res.writeHead(204, { Allow: methods.join(', '), 'Cache-Control': 'no-store' }).end()
}

/** Counts a request that no route file answers under the name `route`, and traces it if it is for a page. */
function countAndTrace(
  req: IncomingMessage,
  res: ServerResponse,
  route: string,
  answer: () => Promise<void>,
): Promise<void> {
  countWhenSent(req, res, route)
  if (route !== '(page)') return answer()
  addLoginStatusWhenSent(req, res)
  return runTraced(
    name => req.headers[name] as string | undefined,
    async () => {
      await answer()
      noteAnswer({ method: req.method ?? '', route, status: res.statusCode })
    },
  )
}

/** On Next the edge answers preflights for `/api`, and the edge counts nothing. */
function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && 'access-control-request-method' in headers && 'origin' in headers
}

function judgeNodeRequest(req: IncomingMessage): Verdict {
  const request = {
    method: req.method ?? '',
    path: readPath(req),
    header: (name: string) => req.headers[name] as string | undefined,
  }
  const verdict = judgeRequest(readCorsPolicy(), request)
  const refusal = toRefusal(verdict, request)
  if (refusal) recordRefusal(refusal)
  return verdict
}

/** Why a request is refused before any route sees it, or null. */
function findRequestProblem(req: IncomingMessage, methods: readonly string[]): Problem | null {
  const problem = findTargetProblem(req) ?? findHiddenProblem(readPath(req))
  if (problem) return problem
  const { method = '' } = req
  if (!methods.includes(method)) return makeMethodProblem(method, methods.join(', '))
  return findProxyRefusal(req.headers)
}

function refuse(req: IncomingMessage, res: ServerResponse, problem: Problem): Promise<void> {
  const { method = '' } = req
  const { status } = problem
  const answered = { method, route: '(refused)', status, started: performance.now() }
  countRequest(answered)
  logRequest(answered)
  return sendNodeResponse(res, answerFailure(problem, method))
}
