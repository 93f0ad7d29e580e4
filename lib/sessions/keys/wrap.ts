import type { KeyObject } from 'node:crypto'
import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  errors,
  importJWK,
  type JWK,
} from 'jose'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'

/** The algorithms of signatures: access tokens are signed by ES256 alone, ID tokens by either. */
export type SigningAlgorithm = 'ES256' | 'RS256'

/** A key pair ready for use: the public half as a JWK to publish, and both halves as keys. */
export type KeyPair = { jwk: JWK; publicKey: CryptoKey; privateKey: CryptoKey }

/** Encrypts a private JWK as a JWE under the first key of SECRET_KEY (RFC 7516, RFC 7518 §4.5 and §5.3). */
export function wrapKey(jwk: JWK): Promise<string> {
  const [key] = deriveKeys('signing-key')
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(key)
}

/**
 * Decrypts what `wrapKey` has made under any key of SECRET_KEY; `current` says whether it was the first one.
 * @returns null if no key decrypts it, or if it is not the key `kid`. So nobody who can write to the database can plant
 *   a key of their own.
 */
export async function unwrapKey(
  jwe: string,
  kid: string,
  alg: SigningAlgorithm,
): Promise<{ pair: KeyPair; jwk: JWK; current: boolean } | null> {
  for (const [index, key] of deriveKeys('signing-key').entries()) {
    const jwk = await decrypt(jwe, key)
    if (!jwk) continue
    if ((await calculateJwkThumbprint(jwk)) !== kid) return null
    return { pair: await importPair(jwk, kid, alg), jwk, current: index === 0 }
  }
  return null
}

async function decrypt(jwe: string, key: KeyObject): Promise<JWK | null> {
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return JSON.parse(new TextDecoder().decode(plaintext))
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** Takes the public half from the private one, which nobody else can have written. */
async function importPair(jwk: JWK, kid: string, alg: SigningAlgorithm): Promise<KeyPair> {
  const publicJwk = toPublicJwk(jwk)
  const [publicKey, privateKey] = await Promise.all([
    importJWK(publicJwk, alg) as Promise<CryptoKey>,
    importJWK(jwk, alg) as Promise<CryptoKey>,
  ])
  return { jwk: { ...publicJwk, kid, alg, use: 'sig' }, publicKey, privateKey }
}

/** Takes from a key by name what may be published (RFC 7518 §6.2.1, §6.3.1). */
function toPublicJwk({ kty, crv, x, y, n, e }: JWK): JWK {
  return kty === 'RSA' ? ({ kty, n, e } as JWK) : ({ kty, crv, x, y } as JWK)
}
