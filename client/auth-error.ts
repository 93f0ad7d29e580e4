import type { AuthErrorCode } from './client.d.ts'

export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly code: AuthErrorCode
  readonly until: Date | undefined

  constructor(code: AuthErrorCode, message: string, until?: Date) {
    super(message)
    this.code = code
    this.until = until
  }
}

/** The error of an answer that is not a success. */
export async function readAuthError(answer: Response): Promise<AuthError> {
  const { code, message = 'The server is out of order.' } = await readBody(answer)
  const seconds = Number(answer.headers.get('Retry-After'))
  const until = seconds ? new Date(Date.now() + seconds * 1000) : undefined
  if (code === 'invalid_credentials' || code === 'uid_missing') {
    return new AuthError('wrong_password', message)
  }
  return new AuthError((answer.status < 500 && code) || 'server_down', message, until)
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

function readBody(answer: Response): Promise<{ code?: string; message?: string }> {
  return answer
    .clone()
    .json()
    .catch(() => ({}))
}
