import { createHash, createHmac } from 'node:crypto'

/** The keys of SECRET_KEY, newest first, and a key that is not among them. */
export const NEWEST_SECRET = 'first-key-of-the-ring-0123456789abcdef'
export const OLDER_SECRET = 'older-key-of-the-ring-0123456789abcdef'
export const FOREIGN_SECRET = 'a-key-that-is-not-ours-0123456789abcdef'

/** The environment in which a token with `validHeader` and `validClaims` is valid. */
export const tokenEnv = {
  SECRET_KEY: `${NEWEST_SECRET},${OLDER_SECRET}`,
  PUBLIC_URL: 'http://localhost:3000',
  SESSION_MAX: '86400',
}

export const computeKid = (key: string) =>
  createHash('sha256').update(key).digest('hex').slice(0, 8)

export const NOW_SECONDS = Math.floor(Date.now() / 1000)

/** The header and the claims of a valid token. */
export const validHeader = { alg: 'HS256', kid: computeKid(NEWEST_SECRET), typ: 'JWT' }
export const validClaims = {
  sid: '0b0cbd5c-9f0e-4e0a-8a55-3a2f3b1d7c11',
  uid: 'toby',
  iss: tokenEnv.PUBLIC_URL,
  aud: tokenEnv.PUBLIC_URL,
  sub: '7',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 3600,
  jti: 'a4b1',
}

/** The base64url of a text, or of anything else as JSON. */
export const encodeBase64url = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

/** `input`, which is a header, a dot and a body, with its MAC under `key`. */
export const appendMac = (input: string, key = NEWEST_SECRET, hash = 'sha256') =>
  `${input}.${createHmac(hash, key).update(input).digest('base64url')}`

/** A signed token with any payload and header: text as it is, anything else as JSON. */
export const forgeToken = (
  payload: unknown,
  head: unknown = validHeader,
  key = NEWEST_SECRET,
  hash = 'sha256',
) => appendMac(`${encodeBase64url(head)}.${encodeBase64url(payload)}`, key, hash)

const BASE64URL_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The text with its last character moved on in the alphabet of base64url: the stray bits change, the bytes do not. */
export const shiftLastCharacter = (text: string, steps = 1) =>
  text.slice(0, -1) +
  BASE64URL_ALPHABET[(BASE64URL_ALPHABET.indexOf(text.at(-1) ?? '') + steps) % 64]

/** Makes a named attack from each value: what is varied, its values, and the token for each. */
export function makeAttacks<T>(
  name: string,
  values: readonly T[],
  token: (value: T) => string,
): [string, string][] {
  return values.map(value => [`${name} ${JSON.stringify(value)}`, token(value)])
}
