import { randomUUID } from 'node:crypto'
import { errors, type JWTVerifyOptions, jwtVerify, SignJWT } from 'jose'
import { env } from '#lib/env/env.ts'
import { computeKeyId } from '#lib/runtime/derive-keys.ts'
import { importHmacKey } from '#lib/runtime/hex-mac.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { BASE64URL_PATTERN, MAX_TOKEN_LENGTH, readSharedClaims } from './token-format.ts'
import { recallClaims, rememberClaims, type TokenClaims } from './verified-tokens.ts'

type Header = { alg: 'HS256'; kid: string; typ: 'JWT' }
type Signer = { header: Header; key: CryptoKey }
type Ring = { signer: Signer; keyOf: ReadonlyMap<string, CryptoKey>; verify: JWTVerifyOptions }

// A MAC has 32 bytes, so that two are left for the last group.
const compactJws = new RegExp(
  `^(${BASE64URL_PATTERN})\\.${BASE64URL_PATTERN}\\.[\\w-]{42}[AEIMQUYcgkosw048]$`,
)

/**
 * Signs a token for a session: HS256 with the first key of SECRET_KEY. Its issuer and its audience are the origin of
 * PUBLIC_URL (ASVS v5.0.0-9.2.4), and it expires at `expiresAt`.
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
 * Returns the claims of a token that this server has signed and that has not expired, or null. No input throws.
 *
 * The header must be, byte for byte, one that `signToken` writes for a key of SECRET_KEY. So no token can choose its
 * algorithm, key or type (ASVS v5.0.0-9.1.2, 9.1.3, 9.2.2), no header is parsed before its key is known, and a valid
 * token has exactly one spelling.
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
    // jose also accepts a list of audiences that contains ours.
    const claims = payload.aud === verify.audience ? readSharedClaims(payload) : null
    if (claims) rememberClaims(token, claims, Number(payload.exp))
    return claims
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

const ring = () => onePerProcess('token-ring', loadRing)

async function loadRing(): Promise<Ring> {
  const { publicUrl, secretKeys, sessionMaxSeconds } = env()
  const signers = await Promise.all(secretKeys.map(importSigner))
  const [signer] = signers
  if (signer === undefined) throw new Error('SECRET_KEY holds no key.')
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
  const kid = computeKeyId(secret)
  return { header: { alg: 'HS256', kid, typ: 'JWT' }, key: await importHmacKey(secret) }
}

const headerText = (header: Header) => Buffer.from(JSON.stringify(header)).toString('base64url')
