import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendNodeResponse } from 'srvx/node'
import { currentPolicy } from './allow-list.ts'
import { answerApi } from './api.ts'
import { judge } from './cors.ts'
import { preflightAnswer } from './preflight.ts'
import { Problem } from './problem.ts'
import { failure, methodNotAllowed } from './route.ts'
import type { Router } from './router.ts'

type NodeHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

const PAGE_METHODS = ['GET', 'HEAD', 'POST']

/**
 * The self-hosted front door: judges each request's origin, answers preflights before a `Request` is made,
 * gives `/api` to the route files and everything else to `pages`.
 */
export function frontDoor(router: Router, pages: NodeHandler): NodeHandler {
  return async (req, res) => {
    const method = req.method ?? ''
    const path = (req.url ?? '').split('?', 1)[0] ?? ''
    const verdict = judge(currentPolicy(), {
      method,
      path,
      header: name => req.headers[name] as string | undefined,
    })
    const preflight = preflightAnswer(verdict)
    if (preflight) {
      res.writeHead(preflight.status, preflight.headers.flat()).end(preflight.body)
      return
    }
    for (const [name, value] of verdict.headers) res.setHeader(name, value)
    const malformed = pathFault(path)
    if (malformed) return refuse(req, res, malformed)
    if (path === '/api' || path.startsWith('/api/')) return answerApi(router, path, req, res)
    if (PAGE_METHODS.includes(method)) return pages(req, res)
    return refuse(req, res, methodNotAllowed(method, PAGE_METHODS.join(', ')))
  }
}

/** Paths that hosts, proxies and routers read differently are refused instead of being tidied up. */
function pathFault(path: string): Problem | null {
  const wellFormed = path.startsWith('/') && !path.includes('//') && !/[\\\0-\x20\x7f]/.test(path)
  if (wellFormed && isDecodable(path)) return null
  return new Problem(400, 'malformed_path', 'The address is malformed.')
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
  return sendNodeResponse(res, failure(problem, { method: req.method ?? '', url: req.url ?? '' }))
}
