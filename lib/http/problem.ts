import type { RefusalReason } from '#lib/cors/refusal-reasons.ts'
import type { ProblemCode } from './problem-codes.ts'

/** One field that was refused: the path of the field in the input and what to write instead. */
export type FieldError = { path: string; message: string }

/** Every `code` of an answer: the API's, that of a refused preflight, and those of an nginx in front of the server. */
type AnswerCode = ProblemCode | RefusalReason | 'https_required' | 'server_down'
type Extras = { headers?: [name: string, value: string][]; errors?: FieldError[] }

const REASON_PHRASES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

/**
 * What went wrong, in words that a client may read. Guards and stores throw it, `route()` turns it into the response,
 * and pages show its message. Clients switch on `code`, which is stable, never on `message`.
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly code: AnswerCode
  readonly headers: [name: string, value: string][]
  readonly errors: FieldError[] | undefined

  constructor(status: number, code: AnswerCode, message: string, extras: Extras = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = extras.headers ?? []
    this.errors = extras.errors
  }

  /** The body of every error answer: `message`, `error` and `data` as the Flask backend has them, and our `code`. */
  get body() {
    return {
      message: this.message,
      error: REASON_PHRASES[this.status] ?? 'Error',
      code: this.code,
      data: null,
      ...(this.errors && { errors: this.errors }),
    }
  }
}

/** 400 with one message per refused field. */
export function invalidInput(errors: FieldError[]): Problem {
  const message = errors.map(error => error.message).join(' ')
  return new Problem(400, 'invalid_input', message || 'The input was refused.', { errors })
}

/** 403 for a viewer without the `required` role. The message is that of the Flask backend. */
export function insufficientRole(required: string): Problem {
  return new Problem(
    403,
    'insufficient_role',
    `Insufficient permissions. Required roles: ${required}`,
  )
}

/** 429 that asks the client to wait for `seconds`: `Retry-After` has them rounded up (RFC 9110 §10.2.3). */
export function limited(seconds: number): Problem {
  const wait = Math.max(1, Math.ceil(seconds))
  const minutes = Math.ceil(wait / 60)
  const words = wait < 90 ? `${wait} seconds` : `${minutes} minutes`
  return new Problem(429, 'limited', `Too many attempts. Try again in ${words}.`, {
    headers: [['Retry-After', String(wait)]],
  })
}
