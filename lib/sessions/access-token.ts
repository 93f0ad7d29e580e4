import { randomUUID } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { env } from '#lib/env/env.ts'
import { toLowS } from './keys/low-s.ts'
import { ensureSigningKey } from './keys/rotation.ts'
import {
  buildAccessTokenHeader,
  listSigningKeys,
  listSigningKeysSince,
  type SigningKey,
} from './keys/signing-key.ts'
import { verifyToken } from './token.ts'
import { BASE64URL_PATTERN, MAX_TOKEN_LENGTH, readSharedClaims } from './token-format.ts'
import { recallClaims, rememberClaims, type TokenClaims } from './verified-tokens.ts'

/** An access token and the seconds until it expires. */
export type AccessToken = { token: string; expiresIn: number }

/** A token that this server has signed: what stands in it, and what it says about its bearer. */
export type IssuedToken = { payload: JWTPayload; claims: TokenClaims }

// A signature has 64 bytes, so that one is left for the last group.
const compactJws = new RegExp(
  `^(${BASE64URL_PATTERN})\\.${BASE64URL_PATTERN}\\.([\\w-]{85}[AQgw])$`,
)
const ourHeader = /^\{"alg":"ES256","kid":"[\w-]{43}","typ":"at\+jwt"\}$/

/**
 * Signs a token that other servers can verify too (RFC 9068): ES256. It expires after ACCESS_TTL or with its session at
 * `expiresAt`, whichever comes first. It is for one server alone (RFC 9700 §2.3): this one, or `resource`; in that case
 * it is worth nothing here.
 */
export async function signAccessToken(claims: {
  userId: number
  sessionId: string
  uid: string
  role: string
  expiresAt: Date
  resource?: string
  /** The OAuth client that it is given to, and what that may do. */
  client?: { id: string; scope: string } | null
  /** The key that it is bound to (RFC 9449 §6.1). */
  jkt?: string | null
}): Promise<AccessToken> {
  const { accessTtlSeconds, publicUrl } = env()
  const { kid, privateKey } = await ensureSigningKey()
  const now = Math.floor(Date.now() / 1000)
  const exp = Math.min(now + accessTtlSeconds, Math.floor(+claims.expiresAt / 1000))
  const { client, jkt } = claims
  const token = await new SignJWT({
    sid: claims.sessionId,
    role: claims.role,
    uid: claims.uid,
    ...(client && { client_id: client.id, scope: client.scope }),
    ...(jkt && { cnf: { jkt } }),
  })
    .setProtectedHeader(buildAccessTokenHeader(kid))
    .setIssuer(publicUrl.origin)
    .setAudience(claims.resource || publicUrl.origin)
    .setSubject(String(claims.userId))
    .setIssuedAt(now)
    .setExpirationTime(exp)
    .setJti(randomUUID())
    .sign(privateKey)
  const end = token.lastIndexOf('.') + 1
  return { token: token.slice(0, end) + toLowS(token.slice(end)), expiresIn: exp - now }
}

/**
 * Returns the claims of a token that is valid after `Bearer`, or null: an access token, or the token of a cookie. A
 * cookie must not carry an access token (ASVS v5.0.0-9.2.2).
 */
export async function verifyBearer(token: string): Promise<TokenClaims | null> {
  return (await verifyToken(token)) ?? (await verifyAccessToken(token))
}

/**
 * Returns the claims of an access token that this server has signed and that has not expired, or null. No input throws.
 *
 * As with `verifyToken`, the header must be, byte for byte, one that we write for a published key, and a valid token
 * has exactly one spelling.
 */
export async function verifyAccessToken(token: string): Promise<TokenClaims | null> {
  const key = await findSigner(token)
  if (!key) return null
  const known = recallClaims(token, Math.floor(Date.now() / 1000))
  if (known) return known
  const { origin } = env().publicUrl
  const payload = await verifySigned(token, key, [origin])
  const claims = payload && readClaims(payload, [origin])
  if (claims) rememberClaims(token, claims, Number(payload.exp))
  return claims
}

/**
 * The payload of an access token of ours that is in date, whichever server it is for: to say what it is, or to end
 * its session. It is never remembered, since here only one for this server opens anything.
 */
export async function readIssuedToken(token: string): Promise<IssuedToken | null> {
  const key = await findSigner(token)
  if (!key) return null
  const { audiences, publicUrl } = env()
  const known = [publicUrl.origin, ...audiences]
  const payload = await verifySigned(token, key, known)
  const claims = payload && readClaims(payload, known)
  return claims ? { payload, claims } : null
}

/** The published key whose header `token` has, byte for byte. */
async function findSigner(token: string): Promise<SigningKey | undefined> {
  if (token.length > MAX_TOKEN_LENGTH) return undefined
  const [, header] = compactJws.exec(token) ?? []
  return header ? findKey(header) : undefined
}

async function verifySigned(
  token: string,
  key: SigningKey,
  audience: string[],
): Promise<JWTPayload | null> {
  const signature = token.slice(token.lastIndexOf('.') + 1)
  if (toLowS(signature) !== signature) return null
  const { accessTtlSeconds, publicUrl } = env()
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['ES256'],
      audience,
      clockTolerance: 0,
      issuer: publicUrl.origin,
      maxTokenAge: accessTtlSeconds,
      requiredClaims: ['sub', 'sid', 'uid', 'role', 'iat', 'exp', 'jti'],
      typ: 'at+jwt',
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

async function findKey(header: string): Promise<SigningKey | undefined> {
  const hasHeader = (key: SigningKey) => header === key.header
  const askedAt = Date.now()
  const key = (await listSigningKeys()).find(hasHeader)
  if (key || !ourHeader.test(Buffer.from(header, 'base64url').toString())) return key
  // Another instance may have made the key since the list was read.
  return (await listSigningKeysSince(askedAt)).find(hasHeader)
}

/** jose accepts an `aud` with members of any type, as long as ours is among them, and a `role` of any type. */
function readClaims(
  payload: Record<string, unknown>,
  audiences: readonly unknown[],
): TokenClaims | null {
  const { aud, role, scope } = payload
  // One audience: a token that another server accepts too is not valid here.
  if (typeof role !== 'string' || !audiences.includes(aud)) return null
  const claims = readSharedClaims(payload)
  return claims && typeof scope === 'string' ? { ...claims, scope } : claims
}
