import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server'
import { listTransportHeaders } from '#lib/http/answer-headers.ts'
import { classifyPath } from '#lib/http/classify-path.ts'
import { FLOW_PAGES, TRYING_PAGE } from '#lib/oauth/flow-pages.ts'
import { readFlowSeal } from '#lib/oauth/flow-seal.ts'
import { judgeOnEdge } from '#lib/origins/edge.ts'
import { buildPageHeaders } from '#lib/server/page-headers.ts'
import { findPreflightAnswer } from '#lib/server/preflight.ts'

// Next deprecates this file in favour of `proxy.ts`, which cannot run on the edge. The rules are in
// lib/cors/verdict.ts, so that a move would be a rename.

/** On Next: the CORS verdict for `/api`, a CSP with a nonce for pages. `server.ts` judges `/api` itself. */
export async function middleware(request: NextRequest, event: NextFetchEvent): Promise<Response> {
  const path = request.nextUrl.pathname
  const asked = {
    method: request.method,
    path,
    header: (name: string) => request.headers.get(name),
  }
  const verdict = await judgeOnEdge(asked, promise => event.waitUntil(promise))
  const preflight = findPreflightAnswer(verdict)
  if (preflight) {
    return new Response(preflight.body, { status: preflight.status, headers: preflight.headers })
  }
  const response =
    classifyPath(path) === '(page)' ? await forwardPage(request) : NextResponse.next()
  const headers = [...verdict.headers, ...listTransportHeaders()]
  for (const [name, value] of headers) response.headers.append(name, value)
  return response
}

// The paths left out get their headers from next.config.mjs, or from route(): load balancers ask for the probes often.
export const config = {
  matcher: '/((?!_next/static/|icon\\.svg$|favicon\\.ico$|(?:healthz|readyz|metrics)/?$).*)',
}

async function forwardPage(request: NextRequest): Promise<NextResponse> {
  const nonce = btoa(crypto.randomUUID())
  const { pathname, searchParams } = request.nextUrl
  const page = pathname.replace(/\/$/, '')
  const headers = buildPageHeaders(
    nonce,
    FLOW_PAGES.has(page) ? await readFlowSeal(searchParams.get('flow')) : null,
    page === TRYING_PAGE,
  )
  const forwarded = new Headers(request.headers)
  // Next reads the nonce for its own scripts from the policy on the request.
  forwarded.set('Content-Security-Policy', headers['Content-Security-Policy'])
  const response = NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}
