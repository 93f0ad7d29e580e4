import { Problem } from './problem.ts'
import type { ProblemCode } from './problem-codes.ts'

/** The errors of OAuth endpoints: RFC 6749 §5.2, RFC 7009, RFC 8707, RFC 9126 and RFC 9449. */
export const OAUTH_ERROR_CODES = [
  'invalid_client',
  'invalid_dpop_proof',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'invalid_target',
  'registration_not_supported',
  'request_not_supported',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
  'use_dpop_nonce',
] as const satisfies ProblemCode[]
export type OAuthErrorCode = (typeof OAUTH_ERROR_CODES)[number]

/**
 * What an OAuth endpoint tells a client (RFC 6749 §5.2): `error` is the code of the specification and
 * `error_description` the sentence, beside the members that every error of ours has.
 */
export class OAuthProblem extends Problem {
  readonly error: OAuthErrorCode

  constructor(
    error: OAuthErrorCode,
    description: string,
    headers: [name: string, value: string][] = [],
  ) {
    super(error === 'invalid_client' ? 401 : 400, error, description, { headers })
    this.error = error
  }

  override get body() {
    return { ...super.body, error: this.error, error_description: this.message }
  }
}
