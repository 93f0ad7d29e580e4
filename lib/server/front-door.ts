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
import { answerFailure, methodNotAllowed } from './route.ts'
import type { Router } from './router.ts'
import { refuseUnreadable } from './unreadable.ts'

type NodeHandler<Result> = (req: IncomingMessage, res: ServerResponse) => Result

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const PAGE_METHODS = ['GET', 'HEAD', 'POST']

/**
 * The self-hosted front door: judges each request's origin, answers preflights at once, before anything is made
 * of them, gives to the route files what is theirs and everything else to `pages`.
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
  const fault = findRequestProblem(req, isApi ? METHODS : PAGE_METHODS)
  if (fault) return refuse(req, res, fault)
  if (isApi) return answerApi(router, path, req, res)
  return countAndTrace(req, res, classifyPath(path) ?? '(page)', () => pages(req, res))
}

/** Whether route files answer: all of `/api`, and what is published outside of it. */
function hasRoute(router: Router, path: string): boolean {
  if (path === '/api' || path.startsWith('/api/')) return true
  return isDecodable(path) && router(path) !== null
}

/**
 * Has `server`, on which Next listens alone, refuse what Next would answer with a redirect or an empty 500:
 * malformed paths, methods that no `Request` can carry, and what is no HTTP.
 */
export function guardServer(server: Server): void {
  refuseUnreadable(server)
  if (env().nodeEnv !== 'development') ignoreUpgrades(server)
  const listeners = server.listeners('request')
  server.removeAllListeners('request')
  server.on('request', (req, res) => {
    const started = performance.now()
    for (const [name, value] of listTransportHeaders()) res.setHeader(name, value)
    const fault = findRequestProblem(req, METHODS)
    if (!fault) {
      const kind = isPreflight(req) ? '(preflight)' : classifyPath(readPath(req))
      const pass = async () => {
        for (const listener of listeners) await listener.call(server, req, res)
      }
      const passed = kind ? countAndTrace(req, res, kind, pass) : pass()
      passed.catch(() => res.destroy())
      return
    }
    const verdict = judgeNodeRequest(req)
    // As server.ts does: what is wrong with the request is for the page to read, and it reads no refused preflight.
    if (answerIfPreflight(verdict, res, started)) return
    for (const [name, value] of verdict.headers) res.setHeader(name, value)
    refuse(req, res, fault).catch(() => res.destroy())
  })
}

/** Counts and traces a request of the kind `route`, which no route file answers. */
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

/** Those for `/api` are answered on the edge, which counts nothing. */
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

// A whole part of a path: whoever sends one has not resolved it (RFC 3986 §5.2.4), as browsers do.
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i

/** Paths that hosts, proxies and routers read differently are refused instead of being tidied up. */
function findRequestProblem(req: IncomingMessage, methods: string[]): Problem | null {
  const path = readPath(req)
  const wellFormed = path.startsWith('/') && !path.includes('//') && !/[\\#\0-\x20\x7f]/.test(path)
  if (!wellFormed || DOT_SEGMENT.test(path) || !isDecodable(path)) {
    return new Problem(400, 'malformed_path', 'The address is malformed.')
  }
  const { method = '' } = req
  if (!methods.includes(method)) return methodNotAllowed(method, methods.join(', '))
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
