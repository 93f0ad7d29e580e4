import type { ZodObject, ZodType } from 'zod'
import type { ProblemCode } from '#lib/http/problem-codes.ts'

/** What the operations are grouped by, in the order of the document. */
export const TAGS = {
  'Signing in': 'With a cookie, which no script can read, as pages of one site use it.',
  Tokens: 'Bearer tokens, for programs and for pages whose browser drops the cookie.',
  'Your account': 'Whoever is signed in, their sessions and what is kept about them.',
  Users: 'Everybody sees the list. Administrators change it.',
  Pictures: 'A picture of each user, or their initials.',
  Administration: 'Files of users, many users at once, and what happened.',
  Origins: 'Whose pages may call this server.',
  Published: 'What anybody may read, from any page.',
} as const

/** The headers that clients read. */
export type HeaderName = keyof typeof HEADERS

/** What a header of an answer says. */
export const HEADERS = {
  'Access-Control-Allow-Origin': '`*`: any page may read this.',
  Allow: 'The methods that the path has.',
  'Cache-Control': 'For how long a cache may keep this.',
  'Content-Disposition': 'The name of the file.',
  ETag: 'The version, for `If-Match` and `If-None-Match`.',
  Link: 'The pages beside this one, as `rel="next"` and `rel="prev"` (RFC 8288).',
  Location: 'The path of what was created, or of where to go on.',
  RateLimit: 'What is left of each limit that counted this (docs/limits.md).',
  'RateLimit-Policy': 'Each limit that counted this: how many in how many seconds.',
  'Retry-After': 'After how many seconds it is worth trying again.',
  'Set-Cookie': 'The session’s cookie, begun, renewed or removed.',
  'WWW-Authenticate': 'By what to prove who asks (RFC 9110 §11.6.1).',
  'X-Request-Id': 'By what the failure is found in the log.',
  'X-Total-Count': 'How many there are on all pages together.',
  'X-Total-Count-Estimated': '`true` where there are at least so many.',
} as const

/** What a request brings. */
export type Body = {
  /** A schema for each content type. */
  content: Record<string, ZodType>
  /** Of the first content type. */
  example: unknown
  /** Whether its faults are others than those of a JSON object, and stand among the problems. */
  ownProblems?: boolean
}

/** What comes back when all is well. */
export type Success = {
  what: string
  /** Nothing for an answer without a body. */
  content?: Record<string, ZodType>
  /** Of the first content type. */
  example?: unknown
  /** Those that always stand, and those that may. */
  headers?: readonly HeaderName[]
  maybe?: readonly HeaderName[]
}

/**
 * A method of a path, as the document tells it. What follows for many of them is derived: the errors of whoever is
 * not signed in, of a body that is none, of a page that may not call, and of a server that is in trouble.
 */
export type Operation = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With parameters in braces. */
  path: string
  /** Another path that does the same. */
  alias?: string
  id: string
  tag: keyof typeof TAGS
  summary: string
  about: string
  /** Whether somebody must be signed in, makes a difference, or does not matter. */
  session: 'needed' | 'used' | 'ignored'
  /** Whether it is for administrators alone. */
  admin?: boolean
  /** Whether the password must have been proved lately. */
  proof?: 'always' | 'sometimes'
  /** Whether attempts are counted. */
  limited?: boolean
  query?: ZodObject
  headers?: readonly ('If-Match' | 'If-None-Match')[]
  body?: Body
  success: Record<number, Success>
  problems?: Partial<Record<number, readonly ProblemCode[]>>
}

/** The routes, as `METHOD /path`, that are none of the API's, and why. */
export const UNDOCUMENTED: Record<string, string> = {
  'POST /api/origins/policy':
    'It is for the edge of the same deployment, which seals what it sends; anybody else is told 404.',
  'POST /api/doctor': 'It is for the command line of the same installation, sealed likewise.',
  '* /api/**': 'It answers what is not there: 404 `unknown_path`.',
  'GET /healthz': 'It is for balancers, and says nothing of what the server serves.',
  'GET /readyz': 'It is for balancers too.',
  'GET /metrics': 'It is for Prometheus.',
}
