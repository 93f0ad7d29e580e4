import type { AuthErrorCode, User } from './client.d.ts'

/** What an answer that is not a success says. */
type Refusal = { code?: string; message?: string; ways?: string[]; auth_session?: string }

export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly code: AuthErrorCode
  readonly until: Date | undefined
  ways?: string[] | undefined
  /** What names a sign-in that needs a second factor. */
  authSession?: string | undefined
  continueWith?: (code: string) => Promise<User>

  /** Each of the files that a page loads has this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'AuthError'
  }

  constructor(code: AuthErrorCode, message: string, until?: Date) {
    super(message)
    this.code = code
    this.until = until
  }
}

/** The error of a server from which no answer came, with the reasons that a page cannot tell apart. */
export function makeSilentError(server: string): AuthError {
  const worker = navigator.serviceWorker?.controller
  return new AuthError(
    'server_down',
    `${server} does not answer. Try again soon, or open it in a tab.${
      worker ? ` ${worker.scriptURL} stands in between.` : ''
    }`,
  )
}

/** The error of an answer that is not a success. */
export async function readAuthError(answer: Response): Promise<AuthError> {
  const {
    code,
    message = 'The server is out of order.',
    ways,
    auth_session,
  } = await readBody(answer)
  const seconds = Number(answer.headers.get('Retry-After'))
  const until = seconds ? new Date(Date.now() + seconds * 1000) : undefined
  if (code === 'invalid_credentials' || code === 'uid_missing') {
    return new AuthError('wrong_password', message)
  }
  const error = new AuthError((answer.status < 500 && code) || 'server_down', message, until)
  error.ways = ways
  error.authSession = auth_session
  return error
}

/** The error of somebody who was signed in. */
export function makeSignedOutError(): AuthError {
  return new AuthError('signed_out', 'Nobody is signed in any more.')
}

/** Whether an answer says that nobody is signed in. A 401 may also mean other things, such as a wrong password. */
export async function isSignedOut(answer: Response): Promise<boolean> {
  return answer.status === 401 && /^token_/.test((await readBody(answer)).code ?? '')
}

/**
 * Whether an answer refuses a proof that would hold with the nonce that came along (RFC 9449 §8, §9), for example of a
 * browser whose clock is wrong.
 */
export async function needsNonce(answer: Response): Promise<boolean> {
  return !answer.ok && /dpop/.test((await readBody(answer)).code ?? '')
}

function readBody(answer: Response): Promise<Refusal> {
  return answer
    .clone()
    .json()
    .catch(() => ({}))
}
