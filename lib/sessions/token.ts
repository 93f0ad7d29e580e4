import { createHash, randomUUID } from 'node:crypto'
import { errors, type JWTVerifyOptions, jwtVerify, SignJWT } from 'jose'
import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { recallClaims, rememberClaims, type TokenClaims } from './verified-tokens.ts'

type Header = { alg: 'HS256'; kid: string; typ: 'JWT' }
type Signer = { header: Header; key: CryptoKey }
type Ring = { signer: Signer; keyOf: ReadonlyMap<string, CryptoKey>; verify: JWTVerifyOptions }

const MAX_TOKEN_LENGTH = 4096

// Canonical base64url (RFC 4648 §3.5): no padding, and no stray bits in a last, partial group.
const BASE64URL_PATTERN = '(?:[\\w-]{4})*(?:[\\w-][AQgw]|[\\w-]{2}[AEIMQUYcgkosw048])?'
const compactJws = new RegExp(
  `^(${BASE64URL_PATTERN})\\.${BASE64URL_PATTERN}\\.[\\w-]{42}[AEIMQUYcgkosw048]$`,
)

const userIdText = /^[1-9]\d{0,15}$/
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * A token for a session: HS256 under the first key of SECRET_KEY, issuer and audience the origin of
 * PUBLIC_URL (ASVS v5.0.0-9.2.4), dead at `expiresAt`.
 */
export async function signToken(claims: {
  userId: number
  sessionId: string
  uid: string
  expiresAt: Date
}): Promise<string> {
  const { signer } = await ring()
  const { origin } = env().publicUrl
  return new SignJWT({ sid: claims.sessionId, uid: claims.uid })
    .setProtectedHeader(signer.header)
    .setIssuer(origin)
    .setAudience(origin)
    .setSubject(String(claims.userId))
    .setIssuedAt()
    .setExpirationTime(claims.expiresAt)
    .setJti(randomUUID())
    .sign(signer.key)
}

/**
 * The claims of a token that this server signed and that is still in date, else null. No input
 * throws.
 *
 * The header has to be, byte for byte, one that `signToken` writes for a key of the ring. So no
 * token can choose its algorithm, key or type (ASVS v5.0.0-9.1.2, 9.1.3, 9.2.2), no header is
 * parsed before its key is known, and a valid token has exactly one spelling.
 */
export async function verifyToken(token: string): Promise<TokenClaims | null> {
  if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) return null
  const { keyOf, verify } = await ring()
  const key = keyOf.get(compactJws.exec(token)?.[1] ?? '')
  if (key === undefined) return null
  const known = recallClaims(token, Math.floor(Date.now() / 1000))
  if (known) return known
  try {
    const { payload } = await jwtVerify(token, key, verify)
    const claims = readClaims(payload, verify.audience)
    if (claims) rememberClaims(token, claims, Number(payload.exp))
    return claims
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

// What jose lets pass: an `aud` list that contains ours, `exp` 1e400 (Infinity), claims of any type.
function readClaims(payload: Record<string, unknown>, audience: unknown): TokenClaims | null {
  const { aud, exp, iat, jti, sid, sub, uid } = payload
  if (aud !== audience || !Number.isSafeInteger(exp) || !Number.isSafeInteger(iat)) return null
  if (typeof uid !== 'string' || typeof jti !== 'string') return null
  if (typeof sid !== 'string' || !uuid.test(sid)) return null
  if (typeof sub !== 'string' || !userIdText.test(sub)) return null
  const userId = Number(sub)
  return Number.isSafeInteger(userId) ? { userId, sessionId: sid } : null
}

const ring = () => onePerProcess('token-ring', loadRing)

async function loadRing(): Promise<Ring> {
  const { publicUrl, secretKeys, sessionMaxSeconds } = env()
  const signers = await Promise.all(secretKeys.map(importSigner))
  const [signer] = signers
  if (signer === undefined) throw new Error('SECRET_KEY names no key.')
  return {
    signer,
    keyOf: new Map(signers.map(({ header, key }) => [headerText(header), key])),
    verify: {
      algorithms: ['HS256'],
      audience: publicUrl.origin,
      clockTolerance: 0,
      issuer: publicUrl.origin,
      maxTokenAge: sessionMaxSeconds,
      requiredClaims: ['sub', 'sid', 'uid', 'iat', 'exp', 'jti'],
      typ: 'JWT',
    },
  }
}

async function importSigner(secret: string): Promise<Signer> {
  const kid = createHash('sha256').update(secret).digest('hex').slice(0, 8)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const bytes = new TextEncoder().encode(secret)
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify'])
  return { header: { alg: 'HS256', kid, typ: 'JWT' }, key }
}

const headerText = (header: Header) => Buffer.from(JSON.stringify(header)).toString('base64url')
