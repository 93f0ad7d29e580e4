import { randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { env } from '#lib/env/env.ts'
import { toLowS } from './keys/low-s.ts'
import { ensureSigningKey } from './keys/rotation.ts'
import { buildAccessTokenHeader, listSigningKeys, type SigningKey } from './keys/signing-key.ts'
import { verifyToken } from './token.ts'
import type { TokenClaims } from './verified-tokens.ts'
import { recallClaims, rememberClaims } from './verified-tokens.ts'

/** An access token and the seconds until it expires. */
export type AccessToken = { token: string; expiresIn: number }

const MAX_TOKEN_LENGTH = 4096

// Canonical base64url, as in token.ts; 64 bytes of signature leave one in the last group.
const BASE64URL_PATTERN = '(?:[\\w-]{4})*(?:[\\w-][AQgw]|[\\w-]{2}[AEIMQUYcgkosw048])?'
const compactJws = new RegExp(
  `^(${BASE64URL_PATTERN})\\.${BASE64URL_PATTERN}\\.([\\w-]{85}[AQgw])$`,
)
const ourHeader = /^\{"alg":"ES256","kid":"[\w-]{43}","typ":"at\+jwt"\}$/

const userIdText = /^[1-9]\d{0,15}$/
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * A token that others can verify too (RFC 9068): ES256, for every audience of AUDIENCES, dead after ACCESS_TTL
 * or with its session at `expiresAt`, whichever is sooner.
 */
export async function signAccessToken(claims: {
  userId: number
  sessionId: string
  uid: string
  role: string
  expiresAt: Date
}): Promise<AccessToken> {
  const { accessTtlSeconds, audiences, publicUrl } = env()
  const { kid, privateKey } = await ensureSigningKey()
  const now = Math.floor(Date.now() / 1000)
  const exp = Math.min(now + accessTtlSeconds, Math.floor(+claims.expiresAt / 1000))
  const token = await new SignJWT({ sid: claims.sessionId, role: claims.role, uid: claims.uid })
    .setProtectedHeader(buildAccessTokenHeader(kid))
    .setIssuer(publicUrl.origin)
    .setAudience(audiences.length === 1 ? publicUrl.origin : audiences)
    .setSubject(String(claims.userId))
    .setIssuedAt(now)
    .setExpirationTime(exp)
    .setJti(randomUUID())
    .sign(privateKey)
  const end = token.lastIndexOf('.') + 1
  return { token: token.slice(0, end) + toLowS(token.slice(end)), expiresIn: exp - now }
}

/**
 * The claims of what may stand behind `Bearer`, else null: an access token, or what a cookie carries. A cookie
 * carries no access token (ASVS v5.0.0-9.2.2).
 */
export async function verifyBearer(token: string): Promise<TokenClaims | null> {
  return (await verifyToken(token)) ?? (await verifyAccessToken(token))
}

/**
 * The claims of an access token that this server signed and that is still in date, else null. No input throws.
 *
 * As with `verifyToken`, the header has to be, byte for byte, one that we write for a published key, and a valid
 * token has exactly one spelling.
 */
export async function verifyAccessToken(token: string): Promise<TokenClaims | null> {
  if (token.length > MAX_TOKEN_LENGTH) return null
  const [, header = '', signature = ''] = compactJws.exec(token) ?? []
  const key = header && (await findKey(header))
  if (!key) return null
  const known = recallClaims(token, Math.floor(Date.now() / 1000))
  if (known) return known
  if (toLowS(signature) !== signature) return null
  const { accessTtlSeconds, publicUrl } = env()
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['ES256'],
      audience: publicUrl.origin,
      clockTolerance: 0,
      issuer: publicUrl.origin,
      maxTokenAge: accessTtlSeconds,
      requiredClaims: ['sub', 'sid', 'uid', 'role', 'iat', 'exp', 'jti'],
      typ: 'at+jwt',
    })
    const claims = readClaims(payload)
    if (claims) rememberClaims(token, claims, Number(payload.exp))
    return claims
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

async function findKey(header: string): Promise<SigningKey | undefined> {
  const isOf = (key: SigningKey) => header === key.header
  const key = (await listSigningKeys()).find(isOf)
  if (key || !ourHeader.test(Buffer.from(header, 'base64url').toString())) return key
  // A key that another instance has just made; nobody can have us ask more than once a second.
  return (await listSigningKeys(1000)).find(isOf)
}

// What jose lets pass: `aud` of odd members, `exp` 1e400 (Infinity), claims of any type.
function readClaims(payload: Record<string, unknown>): TokenClaims | null {
  const { aud, exp, iat, jti, role, sid, sub, uid } = payload
  if (![aud].flat().every(name => typeof name === 'string')) return null
  if (!Number.isSafeInteger(exp) || !Number.isSafeInteger(iat)) return null
  if (typeof uid !== 'string' || typeof jti !== 'string' || typeof role !== 'string') return null
  if (typeof sid !== 'string' || !uuid.test(sid)) return null
  if (typeof sub !== 'string' || !userIdText.test(sub)) return null
  const userId = Number(sub)
  return Number.isSafeInteger(userId) ? { userId, sessionId: sid } : null
}
