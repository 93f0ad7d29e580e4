import type { AuthMethod, Scope } from '#lib/clients/client.ts'
import type { ClientJson } from '#lib/clients/client-json.ts'

type Options<T extends string> = readonly (readonly [value: T, words: string])[]

export const KIND_OPTIONS: Options<ClientJson['kind']> = [
  ['confidential', 'On a server'],
  ['public', 'In a browser or on a device'],
]

export const KIND_WORDS: Record<ClientJson['kind'], string> = {
  confidential: 'Server',
  public: 'Browser or device',
}

export const METHOD_WORDS: Record<AuthMethod, string> = {
  none: 'PKCE alone',
  client_secret_basic: 'Secret',
  client_secret_post: 'Secret',
  private_key_jwt: 'Key of its own',
}

export const METHOD_OPTIONS: Options<AuthMethod> = [
  ['client_secret_basic', 'A secret in the header (client_secret_basic)'],
  ['client_secret_post', 'A secret in the body (client_secret_post)'],
  ['private_key_jwt', 'A key of its own (private_key_jwt)'],
]

export const ALG_OPTIONS: Options<ClientJson['idTokenAlg']> = [
  ['ES256', 'ES256, as usual'],
  ['RS256', 'RS256, for software that knows nothing else'],
]

export const SCOPE_WORDS: Options<Scope> = [
  ['openid', 'Who somebody is (openid)'],
  ['profile', 'Name, avatar and date of birth (profile)'],
  ['email', 'E-mail address (email)'],
]

export const OVERLAP_OPTIONS: Options<string> = [
  ['86400', 'A day'],
  ['3600', 'An hour'],
  ['604800', 'A week'],
  ['2592000', 'Thirty days'],
  ['0', 'Not at all: it was stolen'],
]
