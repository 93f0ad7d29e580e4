import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { sendNodeResponse } from 'srvx/node'
import { judgeRequest, type Verdict } from '#lib/cors/verdict.ts'
import { env } from '#lib/env/env.ts'
import { listTransportHeaders } from '#lib/http/answer-headers.ts'
import { stampSocketAddress } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import { classifyPath, countRequest, countWhenSent } from '#lib/metrics/count-request.ts'
import { readCorsPolicy } from '#lib/origins/allow-list.ts'
import { toRefusal } from '#lib/origins/refusal-counter.ts'
import { recordRefusal } from '#lib/origins/refusals.ts'
import { logError } from '#lib/runtime/log.ts'
import { noteAnswer, runTraced } from '#lib/tracing/hook.ts'
import { answerApi } from './answer-api.ts'
import { ignoreUpgrades } from './ignore-upgrades.ts'
import { findPreflightAnswer } from './preflight.ts'
import { findProxyRefusal } from './proxy-refusal.ts'
import { logRequest } from './request-log.ts'
import { answerFailure, METHODS, makeMethodProblem } from './route.ts'
import type { Router } from './router.ts'
import { refuseUnreadable } from './unreadable.ts'

type NodeHandler<Result> = (req: IncomingMessage, res: ServerResponse) => Result

const PAGE_METHODS = ['GET', 'HEAD', 'POST']

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
  const isApi = hasRoute(router, path)
  const problem = findRequestProblem(req, isApi ? METHODS : PAGE_METHODS)
  if (problem) return refuse(req, res, problem)
  if (isApi) return answerApi(router, path, req, res)
  return countAndTrace(req, res, classifyPath(path) ?? '(page)', () => pages(req, res))
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
    for (const [name, value] of listTransportHeaders()) res.setHeader(name, value)
    const problem = findRequestProblem(req, METHODS)
    if (!problem) {
      const kind = isPreflight(req) ? '(preflight)' : classifyPath(readPath(req))
      const pass = async () => {
        for (const listener of listeners) await listener.call(server, req, res)
      }
      const passed = kind ? countAndTrace(req, res, kind, pass) : pass()
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

/** Counts a request that no route file answers under the name `route`, and traces it if it is for a page. */
function countAndTrace(
  req: IncomingMessage,
  res: ServerResponse,
  route: string,
  answer: () => Promise<void>,
): Promise<void> {
  countWhenSent(req, res, route)
  if (route !== '(page)') return answer()
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

function readPath(req: IncomingMessage): string {
  return (req.url ?? '').split('?', 1)[0] ?? ''
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

// A client that sends one has not resolved its path (RFC 3986 §5.2.4). Browsers always do.
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i

/**
 * Why a request is refused before any route sees it, or null. A path that hosts, proxies and routers could read
 * differently is refused, not tidied up.
 */
function findRequestProblem(req: IncomingMessage, methods: readonly string[]): Problem | null {
  const path = readPath(req)
  const wellFormed = path.startsWith('/') && !path.includes('//') && !/[\\#\0-\x20\x7f]/.test(path)
  if (!wellFormed || DOT_SEGMENT.test(path) || !isDecodable(path)) {
    return new Problem(400, 'malformed_path', 'The address is malformed.')
  }
  const { method = '' } = req
  if (!methods.includes(method)) return makeMethodProblem(method, methods.join(', '))
  return findProxyRefusal(req.headers)
}

function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true
  try {
    return !decodeURIComponent(path).includes('\0')
  } catch {
    return false
  }
}

function refuse(req: IncomingMessage, res: ServerResponse, problem: Problem): Promise<void> {
  const { method = '' } = req
  const { status } = problem
  const answered = { method, route: '(refused)', status, started: performance.now() }
  countRequest(answered)
  logRequest(answered)
  return sendNodeResponse(res, answerFailure(problem, method))
}
