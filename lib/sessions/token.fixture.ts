import { createHash, createHmac } from 'node:crypto'

/** Keys of the ring, newest first, and one that is in no ring. */
export const secret = 'first-key-of-the-ring-0123456789abcdef'
export const olderSecret = 'older-key-of-the-ring-0123456789abcdef'
export const foreignSecret = 'a-key-that-is-not-ours-0123456789abcdef'

/** The environment in which a token of `sound` header and claims is valid. */
export const tokenEnv = {
  SECRET_KEY: `${secret},${olderSecret}`,
  PUBLIC_URL: 'http://localhost:3000',
  SESSION_MAX: '86400',
}

export const kidOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 8)

/** The header and the claims of a valid token. */
export const now = Math.floor(Date.now() / 1000)
export const header = { alg: 'HS256', kid: kidOf(secret), typ: 'JWT' }
export const claims = {
  sid: '0b0cbd5c-9f0e-4e0a-8a55-3a2f3b1d7c11',
  uid: 'toby',
  iss: tokenEnv.PUBLIC_URL,
  aud: tokenEnv.PUBLIC_URL,
  sub: '7',
  iat: now,
  exp: now + 3600,
  jti: 'a4b1',
}

/** Base64url of a text, or of the JSON of anything else. */
export const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

/** `head.body` with the MAC that `key` gives it, whatever the two are. */
export const seal = (input: string, key = secret, hash = 'sha256') =>
  `${input}.${createHmac(hash, key).update(input).digest('base64url')}`

/** A signed token of any payload and header; text is taken as it is, anything else as JSON. */
export const forge = (payload: unknown, head: unknown = header, key = secret, hash = 'sha256') =>
  seal(`${encode(head)}.${encode(payload)}`, key, hash)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The text with its last character moved on in base64url's alphabet: other stray bits, same bytes. */
export const shiftLast = (text: string, steps = 1) =>
  text.slice(0, -1) + alphabet[(alphabet.indexOf(text.at(-1) ?? '') + steps) % 64]

/** A group of attacks: what is varied, its values, and the token for each. */
export function each<T>(
  name: string,
  values: readonly T[],
  token: (value: T) => string,
): [string, string][] {
  return values.map(value => [`${name} ${JSON.stringify(value)}`, token(value)])
}
