import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import type { Client } from '#lib/clients/client.ts'
import { env } from '#lib/env/env.ts'
import { takeOnce } from '#lib/tickets/seen-once.ts'

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Asymmetric ones alone: a secret that both sides have is what `client_secret_basic` is for. */
export const ASSERTION_ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'EdDSA',
  'Ed25519',
]

/** A JWT that says to be of another kind is no assertion (RFC 8725 §3.11); most clients say none, or `JWT`. */
const TYPES = [undefined, 'jwt', 'client-authentication+jwt']

const MAX_LENGTH = 8192
const MAX_JTI_LENGTH = 128
/** How far ahead an assertion may expire, in seconds: its `jti` is remembered for as long. */
const MAX_LIFETIME_SECONDS = 600
/** How far clocks may differ, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 10

/** The client that an assertion names as its subject, before anything about it is verified. */
export function readAssertedClient(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

/**
 * Whether `client` made the assertion, for this server and not long ago, and uses it for the first time (RFC 7523
 * §3). Its audience is one text: our issuer, or the address of the token endpoint or of this one (RFC 9126 §2), so that
 * no other server's assertion is taken here.
 * @param path of the endpoint that it was sent to.
 */
export async function isAssertionOf(
  { id, jwks }: Client,
  assertion: string,
  path: string,
): Promise<boolean> {
  if (jwks === null || assertion.length > MAX_LENGTH) return false
  const payload = await verifyByAny(jwks, assertion, id)
  if (!payload) return false
  const { aud, exp, jti } = payload
  const { origin } = env().publicUrl
  const known = [origin, `${origin}/api/token`, `${origin}${path}`]
  if (typeof aud !== 'string' || !known.includes(aud)) return false
  const now = Math.floor(Date.now() / 1000)
  if (!Number.isSafeInteger(exp) || exp === undefined) return false
  if (exp > now + MAX_LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS) return false
  if (typeof jti !== 'string' || jti === '' || jti.length > MAX_JTI_LENGTH) return false
  return takeOnce('assertion', [id, jti], new Date((exp + CLOCK_TOLERANCE_SECONDS + 1) * 1000))
}

async function verifyByAny(
  jwks: string,
  assertion: string,
  id: string,
): Promise<JWTPayload | null> {
  const options = {
    algorithms: ASSERTION_ALGORITHMS,
    issuer: id,
    subject: id,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['aud', 'exp', 'jti'],
  }
  try {
    if (!TYPES.includes(decodeProtectedHeader(assertion).typ?.toLowerCase())) return null
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(JSON.parse(jwks)), options)
    return payload
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return giveUp(error)
    // Without a `kid` each key of its kind may be the one.
    for await (const key of error) {
      const verified = await jwtVerify(assertion, key, options).catch(giveUp)
      if (verified) return verified.payload
    }
    return null
  }
}

function giveUp(error: unknown): null {
  if (error instanceof errors.JOSEError || error instanceof TypeError) return null
  if (error instanceof DOMException) return null
  throw error
}
