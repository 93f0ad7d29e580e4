/** How a client proves at the token endpoint that it is itself (OpenID Connect Core §9). */
export const AUTH_METHODS = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const
export type AuthMethod = (typeof AUTH_METHODS)[number]

/** What a client may ask to be told of a person (OpenID Connect Core §5.4). */
export const SCOPES = ['openid', 'profile', 'email'] as const
export type Scope = (typeof SCOPES)[number]

export const ID_TOKEN_ALGORITHMS = ['ES256', 'RS256'] as const
export type IdTokenAlgorithm = (typeof ID_TOKEN_ALGORITHMS)[number]

/**
 * Whom the authorization server answers: the pages of an allowed origin, which need no further registration, or an
 * application that an administrator has registered.
 */
export type Client = {
  /** The `client_id`: the origin itself, or what the registration has made up. */
  id: string
  kind: 'origin' | 'public' | 'confidential'
  name: string
  /** Where answers may go, byte by byte. */
  returnAddresses: readonly string[]
  logoutAddresses: readonly string[]
  scopes: readonly Scope[]
  /** Whether people are asked: never for pages of allowed origins, each time for an app on a device (RFC 8252 §8.6). */
  consent: 'never' | 'once' | 'always'
  authMethod: AuthMethod
  /** A JWK set as JSON, for `private_key_jwt`. */
  jwks: string | null
  /** Whether a code needs a proof by PKCE; a client without it has to send a `nonce` (RFC 9700 §2.1.1). */
  pkce: boolean
  idTokenAlg: IdTokenAlgorithm
  logo: string | null
}

/** Whether `id` is written as those of registered clients are; an origin is not. */
export function isRegisteredId(id: string): boolean {
  return /^lk_[\w-]{22}$/.test(id)
}

/** What people are told that the pages of an origin are called. */
export function nameOrigin(origin: string): string {
  return origin.replace(/^https?:\/\//, '')
}

/** Whether it is an app on a device: an address of a scheme of its own, or on the device itself (RFC 8252 §7). */
export function isNativeClient({ kind, returnAddresses }: Client): boolean {
  return kind === 'public' && returnAddresses.some(address => !/^https:/.test(address))
}

/** The origins to whose pages an answer may be posted by `web_message`: its own, or those of its https addresses. */
export function listMessageOrigins({ id, kind, returnAddresses }: Client): string[] {
  if (kind === 'origin') return [id]
  const secure = returnAddresses.filter(address => address.startsWith('https:'))
  return [...new Set(secure.map(address => new URL(address).origin))]
}
