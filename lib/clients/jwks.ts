import { calculateJwkThumbprint, importJWK, type JWK } from 'jose'

const MAX_KEYS = 10
const MAX_LENGTH = 16_384
const MIN_RSA_BITS = 2048

/** What a private or a shared key has beside a public one (RFC 7518 §6, RFC 8037 §2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']
/** For each kind of key, an algorithm that it can verify, and the members that are kept. */
const KINDS: Record<string, { alg: string; members: readonly string[] }> = {
  'EC P-256': { alg: 'ES256', members: ['kty', 'crv', 'x', 'y'] },
  'EC P-384': { alg: 'ES384', members: ['kty', 'crv', 'x', 'y'] },
  'EC P-521': { alg: 'ES512', members: ['kty', 'crv', 'x', 'y'] },
  'OKP Ed25519': { alg: 'Ed25519', members: ['kty', 'crv', 'x'] },
  RSA: { alg: 'RS256', members: ['kty', 'n', 'e'] },
}

/** Says in a sentence what keeps `jwks` from being the keys that a client signs its assertions with, or null. */
export async function findJwksFault(jwks: object): Promise<string | null> {
  const keys = readKeys(jwks)
  if (!keys || keys.length === 0) return 'jwks must be a set of public keys: {"keys": [...]}.'
  if (keys.length > MAX_KEYS || JSON.stringify(jwks).length > MAX_LENGTH) {
    return `At most ${MAX_KEYS} keys can be kept. Leave out those that sign no longer.`
  }
  for (const [index, key] of keys.entries()) {
    const fault = await findKeyFault(key)
    if (fault) return `Key ${index + 1} ${fault}`
  }
  const prints = await Promise.all(keys.map(key => calculateJwkThumbprint(toPublicJwk(key))))
  if (new Set(prints).size < prints.length) return 'The same key stands twice. Leave one out.'
  const named = keys.map(({ kid }) => kid).filter(kid => kid !== undefined)
  if (new Set(named).size < named.length) return 'Two keys have the same kid. Give each its own.'
  return null
}

/** The set as it is kept: the public members of its keys, and nothing else that came along. */
export function writeJwks(jwks: object): string {
  return JSON.stringify({ keys: (readKeys(jwks) ?? []).map(toPublicJwk) })
}

function readKeys(jwks: object): JWK[] | null {
  const keys = 'keys' in jwks ? jwks.keys : null
  if (!Array.isArray(keys) || !keys.every(isObject)) return null
  return keys
}

function isObject(value: unknown): value is JWK {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function findKeyFault(key: JWK): Promise<string | null> {
  if (PRIVATE_MEMBERS.some(member => member in key)) {
    return 'is a private or secret one. Send the public half alone, and replace the key: it has been shown.'
  }
  const kind = KINDS[nameKind(key)]
  if (!kind)
    return 'is of a kind that cannot be used: write RSA, EC (P-256, P-384, P-521) or Ed25519.'
  if (key.use !== undefined && key.use !== 'sig') return 'is not for signatures (use).'
  if (key.kid !== undefined && (typeof key.kid !== 'string' || key.kid.length > 200)) {
    return 'has a kid that is no text of at most 200 characters.'
  }
  if (key.kty === 'RSA' && countRsaBits(key) < MIN_RSA_BITS) {
    return `is too short: an RSA key needs ${MIN_RSA_BITS} bits.`
  }
  const imported = await importJWK(toPublicJwk(key), kind.alg).catch(() => null)
  return imported ? null : 'is malformed.'
}

function nameKind({ kty, crv }: JWK): string {
  return kty === 'RSA' ? kty : `${kty} ${crv}`
}

function countRsaBits({ n }: JWK): number {
  return typeof n === 'string' ? Buffer.from(n, 'base64url').length * 8 : 0
}

function toPublicJwk(key: JWK): JWK {
  const members = [...(KINDS[nameKind(key)]?.members ?? []), 'kid', 'alg', 'use']
  return Object.fromEntries(Object.entries(key).filter(([name]) => members.includes(name))) as JWK
}
