import type { ZodObject, ZodType } from 'zod'
import type { Act } from '#lib/authority/acts.ts'
import type { ProblemCode } from '#lib/http/problem-codes.ts'

/** The groups of operations, in the order of the document. */
export const TAGS = {
  'Signing in': 'With a cookie that no script can read, for pages in a browser.',
  Tokens: 'Bearer tokens, for programs and for pages whose browser drops the cookie.',
  OAuth:
    'For applications that sign people in by OAuth 2.1 and OpenID Connect. It begins at `/authorize`.',
  FedCM:
    'What a browser asks by itself where a page signs somebody in by the browser’s own dialog. No page can call these.',
  'Your account': 'The signed-in user, their sessions, and what is kept about them.',
  Users: 'Everybody who is signed in sees the list. Administrators change it.',
  Avatars: 'The avatar of each user: an image, or their initials.',
  Administration: 'Files of users, bulk changes, and the audit log.',
  Mail: 'What was sent, what waits, and what the mail server refused.',
  Applications: 'The applications that sign people in here, beside the pages of allowed origins.',
  Origins: 'The origins whose pages may call this server.',
  Published: 'What any page may read.',
} as const

/** A header of an answer that clients read. */
export type HeaderName = keyof typeof HEADERS

/** The meaning of each such header. */
export const HEADERS = {
  'Access-Control-Allow-Origin': '`*`: any page may read this.',
  Allow: 'The methods of the path.',
  'Cache-Control': 'How long caches may keep this.',
  'Content-Disposition': 'The name of the file.',
  'DPoP-Nonce': 'The nonce of the next DPoP proof (RFC 9449 §8).',
  ETag: 'The version, for `If-Match` and `If-None-Match`.',
  Link: 'The neighbouring pages, as `rel="next"` and `rel="prev"` (RFC 8288).',
  Location: 'The path of what was created, or where to continue.',
  RateLimit: 'What is left of each limit that counted this request (docs/limits.md).',
  'RateLimit-Policy':
    'Each limit that counted this request: its attempts, and its window in seconds.',
  'Retry-After': 'How many seconds to wait before trying again.',
  'Set-Cookie': 'The cookie of the session: set, renewed or removed.',
  'Set-Login':
    'Beside `Set-Cookie`, for pages of this server: what FedCM thinks of who is signed in.',
  'WWW-Authenticate': 'How to authenticate (RFC 9110 §11.6.1).',
  'X-Request-Id': 'The id under which the log has the error.',
  'X-Total-Count': 'How many there are on all pages together.',
  'X-Total-Count-Estimated': '`true` where `X-Total-Count` is a lower bound.',
} as const

/** The body of a request. */
export type Body = {
  /** A schema for each content type. */
  content: Record<string, ZodType>
  /** For the first content type. */
  example: unknown
  /** Whether its problems differ from those of a JSON object; then `problems` lists them. */
  ownProblems?: boolean
}

/** The answer to a request that succeeds. */
export type Success = {
  /** What the answer is, in words. */
  what: string
  /** A schema for each content type; none for an answer without a body. */
  content?: Record<string, ZodType>
  /** For the first content type. */
  example?: unknown
  /** The headers that are always sent. */
  headers?: readonly HeaderName[]
  /** The headers that are sent sometimes. */
  maybe?: readonly HeaderName[]
}

/**
 * A method of a path, as the document describes it. What follows from its other properties is derived: the errors
 * for clients that are not signed in, for malformed bodies, for pages that may not call, and of a server in trouble.
 */
export type Operation = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With parameters in braces. */
  path: string
  /** Another path for the same operation. */
  alias?: string
  id: string
  tag: keyof typeof TAGS
  summary: string
  about: string
  /** Whether a session is required, makes a difference, or is ignored. */
  session: 'needed' | 'used' | 'ignored'
  /** Whether it is for administrators only. */
  admin?: boolean
  /** The act that needs a fresh proof of the password, always or in some cases. */
  proof?: Act
  /** Whether a DPoP proof binds what comes of it to a key. */
  dpop?: boolean
  /** Whether attempts count against a limit. */
  limited?: boolean
  query?: ZodObject
  headers?: readonly ('If-Match' | 'If-None-Match')[]
  body?: Body
  success: Record<number, Success>
  /** The errors, by status, that do not follow from the other properties. */
  problems?: Partial<Record<number, readonly ProblemCode[]>>
}

/** The routes (`METHOD /path`) that the API reference leaves out, and why. */
export const UNDOCUMENTED: Record<string, string> = {
  'POST /api/origins/policy':
    'It is for the edge of the same deployment, which seals its requests; anybody else gets 404.',
  'POST /api/doctor':
    'It is for the command line of the same installation, which seals its requests, too.',
  'GET /authorize': 'It is where a client sends a person; docs/oauth.md tells what it takes.',
  'POST /authorize': 'It leads to the same by GET.',
  'GET /logout':
    'It is where a client sends a person to sign out; docs/oauth.md tells what it takes.',
  'POST /logout': 'It leads to the same by GET, or takes the answer of its own page.',
  'GET /signed-in': 'It is where a window of FedCM ends; docs/fedcm.md tells.',
  'GET /site.css': 'It has the colour of the sign-in pages.',
  'GET /dev/mail/{id}': 'It shows a mail of a server in development; in production there is none.',
  '* /api/**': 'It answers 404 `unknown_path` for any path that does not exist.',
  'GET /healthz': 'It is for load balancers, and tells nothing about the data.',
  'GET /readyz': 'It is for load balancers.',
  'GET /metrics': 'It is for Prometheus.',
}
