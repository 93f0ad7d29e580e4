import type { IncomingHttpHeaders } from 'node:http'
import { env } from '#lib/env/env.ts'
import type { classifyPath } from '#lib/http/classify-path.ts'
import { Problem } from '#lib/http/problem.ts'

type Kind = ReturnType<typeof classifyPath>

/** The methods of pages and of files. Pages take POST, which is how forms send their actions. */
const KIND_METHODS = {
  '(page)': ['GET', 'HEAD', 'POST', 'OPTIONS'],
  '(file)': ['GET', 'HEAD', 'OPTIONS'],
} as const

/** The methods of what Next answers. */
export function listKindMethods(kind: NonNullable<Kind>): readonly string[] {
  return KIND_METHODS[kind]
}

/**
 * Refuses what Next answers under names of its own, which begin with an underscore, and nothing of ours does: the image
 * optimizer, which resizes and keeps any image for anybody, `/_next/data`, `/_next/mcp`, the development tools, its
 * error pages. Only the built files are for browsers.
 */
export function findHiddenProblem(path: string): Problem | null {
  // `next dev` needs them.
  if (env().nodeEnv === 'development') return null
  const decoded = decodeURIComponent(path)
  if (!decoded.startsWith('/_') || decoded.startsWith('/_next/static/')) return null
  return new Problem(404, 'unknown_path', 'There is nothing at this address.')
}

/** Parts of Next that no page of ours uses: the data of the Pages Router, and prefetches of the middleware alone. */
const FOREIGN_HEADERS = ['x-nextjs-data', 'x-middleware-prefetch']
/** What the router of Next's pages sends when it navigates, and when a form sends an action. */
const NAVIGATION_HEADERS = [
  'rsc',
  'next-router-state-tree',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-url',
  'next-action',
]

/**
 * Takes away the headers by which a request asks Next for something other than the resource itself. Only pages know
 * navigation: for any other resource Next would answer `RSC: 1` with a redirect, which a preflight does not survive
 * (Fetch §4.10).
 */
export function removeNextHeaders(headers: IncomingHttpHeaders, kind: Kind): void {
  for (const name of FOREIGN_HEADERS) delete headers[name]
  if (kind === '(page)') return
  for (const name of NAVIGATION_HEADERS) delete headers[name]
}
