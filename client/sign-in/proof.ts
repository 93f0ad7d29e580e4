import type { BoundKey } from '../tokens.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }

/** Makes a key that the browser signs with and that no script can export. */
export async function makeKey(): Promise<BoundKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, false, [
    'sign',
    'verify',
  ])
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  return { privateKey, jwk: { kty, crv, x, y } as JsonWebKey }
}

/** What a proof is for. */
type Proven = { method: string; url: URL; access: string; nonce: string | null }

/** Makes a DPoP proof (RFC 9449 §4.2). */
export async function prove(
  { privateKey, jwk }: BoundKey,
  { method, url, access, nonce }: Proven,
): Promise<string> {
  const signed = [
    { alg: 'ES256', typ: 'dpop+jwt', jwk },
    {
      htm: method,
      htu: url.origin + url.pathname,
      jti: crypto.randomUUID(),
      iat: Math.floor(Date.now() / 1000),
      ath: access ? await hash(access) : undefined,
      nonce: nonce ?? undefined,
    },
  ]
    .map(part => encode(new TextEncoder().encode(JSON.stringify(part))))
    .join('.')
  const how = { name: 'ECDSA', hash: 'SHA-256' }
  const signature = await crypto.subtle.sign(how, privateKey, new TextEncoder().encode(signed))
  return `${signed}.${encode(new Uint8Array(signature))}`
}

/** The SHA-256 of a text, in base64url. */
export async function hash(text: string): Promise<string> {
  return encode(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  )
}

/** 256 random bits, in base64url. */
export function makeSecret(): string {
  return encode(crypto.getRandomValues(new Uint8Array(32)))
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
