import { type Client, SCOPES, type Scope } from '#lib/clients/client.ts'
import type { OAuthErrorCode } from '#lib/http/oauth-problem.ts'
import { findResource } from '#lib/sessions/resource.ts'
import type { Target } from './find-target.ts'
import { RESPONSE_MODES } from './find-target.ts'
import type { Parameters } from './parameters.ts'
import { isCodeChallenge } from './pkce.ts'

export const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const
type Prompt = (typeof PROMPTS)[number]

/** An authorization request that can be granted. */
export type AuthorizationRequest = Target & {
  state: string | null
  challenge: string | null
  nonce: string | null
  scopes: Scope[]
  /** For whom the access token is to be, one of AUDIENCES; '' for this server. */
  resource: string
  /** The key that the code is bound to (RFC 9449 §10). */
  jkt: string | null
  prompts: ReadonlySet<Prompt>
  /** How old the person's proof may be, in seconds. */
  maxAge: number | null
  loginHint: string | null
  /** An ID token of the person who is meant. */
  idTokenHint: string | null
}

/** What is wrong with a request. */
type RequestError = { error: OAuthErrorCode; description: string }

/** An error that goes to the client (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6). */
export type AuthorizationError =
  | RequestError
  | {
      error:
        | 'access_denied'
        | 'consent_required'
        | 'interaction_required'
        | 'login_required'
        | 'request_uri_not_supported'
        | 'server_error'
        | 'temporarily_unavailable'
        | 'unauthorized_client'
      description: string
    }

/** Judges what is asked for, once it is known to whom the answer goes. */
export function readAuthorizationRequest(
  { values, broken }: Parameters,
  target: Target,
): { request: AuthorizationRequest } | { error: RequestError } {
  const error = findError({ values, broken }, target)
  if (error) return { error }
  const resource = findResource(values.resource)
  if (resource === null) {
    const description = 'resource must name one server for which tokens are made.'
    return { error: { error: 'invalid_target', description } }
  }
  return {
    request: {
      ...target,
      state: values.state ?? null,
      challenge: values.code_challenge ?? null,
      nonce: values.nonce ?? null,
      scopes: readGrantedScopes(values.scope, target.client),
      resource,
      jkt: values.dpop_jkt ?? null,
      prompts: new Set(splitWords(values.prompt) as Prompt[]),
      maxAge: values.max_age === undefined ? null : Number(values.max_age),
      loginHint: values.login_hint ?? null,
      idTokenHint: values.id_token_hint ?? null,
    },
  }
}

function findError({ values, broken }: Parameters, target: Target): RequestError | null {
  const [first] = broken
  if (first === 'resource') {
    return { error: 'invalid_target', description: 'resource must name one server.' }
  }
  if (first) {
    const description = `${first} stands twice, is too long, or has a control character.`
    return { error: 'invalid_request', description }
  }
  if (values.request !== undefined) {
    return { error: 'request_not_supported', description: 'request is not supported.' }
  }
  if (values.registration !== undefined) {
    return { error: 'registration_not_supported', description: 'registration is not supported.' }
  }
  if (values.response_type === undefined) {
    return { error: 'invalid_request', description: 'response_type is missing.' }
  }
  if (values.response_type !== 'code') {
    return { error: 'unsupported_response_type', description: 'response_type must be code.' }
  }
  const mode = values.response_mode
  if (mode !== undefined && mode !== target.mode) {
    const description = `response_mode must be one of ${RESPONSE_MODES.join(', ')}.`
    return { error: 'invalid_request', description }
  }
  return findProofError(values, target) ?? findPromptError(values)
}

/** PKCE by S256 for everybody; a client that is registered without it has to send a nonce (RFC 9700 §2.1.1). */
function findProofError(values: Parameters['values'], { client }: Target): RequestError | null {
  const { code_challenge, code_challenge_method, nonce, dpop_jkt } = values
  if (code_challenge === undefined) {
    if (client.pkce) return invalid('code_challenge is missing: PKCE is needed (RFC 7636).')
    if (nonce === undefined) return invalid('nonce is missing: without PKCE it is needed.')
    if (code_challenge_method !== undefined) return invalid('code_challenge is missing.')
  } else if (code_challenge_method !== 'S256') {
    return invalid('code_challenge_method must be S256.')
  } else if (!isCodeChallenge(code_challenge)) {
    return invalid('code_challenge must be 43 characters of base64url.')
  }
  if (dpop_jkt !== undefined && !isCodeChallenge(dpop_jkt)) {
    return invalid('dpop_jkt must be the SHA-256 thumbprint of a key.')
  }
  return null
}

function findPromptError({ prompt, max_age }: Parameters['values']): RequestError | null {
  const prompts = splitWords(prompt)
  if (prompts.some(word => !PROMPTS.some(known => known === word))) {
    return invalid(`prompt must be of ${PROMPTS.join(', ')}.`)
  }
  if (prompts.includes('none') && prompts.length > 1) {
    return invalid('prompt=none stands alone (OpenID Connect Core 3.1.2.1).')
  }
  if (max_age !== undefined && !/^\d{1,9}$/.test(max_age)) {
    return invalid('max_age must be a whole number of seconds.')
  }
  return null
}

/** Of what is asked for, what we know and the client may have; the rest is left out (OpenID Connect Core §3.1.2.1). */
export function readGrantedScopes(text: string | undefined, client: Client): Scope[] {
  const asked = splitWords(text)
  return SCOPES.filter(scope => asked.includes(scope) && client.scopes.includes(scope))
}

function invalid(description: string): RequestError {
  return { error: 'invalid_request', description }
}

function splitWords(text = ''): string[] {
  return text.split(' ').filter(word => word !== '')
}
