import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Client } from '#lib/clients/client.ts'
import { env } from '#lib/env/env.ts'
import { ensureSigningKey } from '#lib/sessions/keys/rotation.ts'
import { computeAcr } from './acr.ts'

/** What an ID token tells of a sign-in. */
type SignedIn = {
  userId: number
  /** The session on this server that the sign-in began, which the client's own came of. */
  sessionId: string
  provenAt: Date
  /** By blanks. */
  amr: string
  nonce: string | null
}

/**
 * The ID token for `client` (OpenID Connect Core §2), signed as it wants: who signed in, when and how. What they are
 * called is for userinfo to tell. It is as short-lived as the access token that comes with it.
 */
export async function signIdToken(
  client: Client,
  { userId, sessionId, provenAt, amr, nonce }: SignedIn,
  accessToken: string,
): Promise<string> {
  const { accessTtlSeconds, publicUrl } = env()
  const { alg, kid, privateKey } = await ensureSigningKey(client.idTokenAlg)
  const methods = amr.split(' ').filter(method => method !== '')
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({
    azp: client.id,
    sid: sessionId,
    auth_time: Math.floor(+provenAt / 1000),
    amr: methods,
    acr: computeAcr(methods),
    at_hash: hashHalf(accessToken),
    ...(nonce !== null && { nonce }),
  })
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .setIssuer(publicUrl.origin)
    .setSubject(String(userId))
    .setAudience(client.id)
    .setIssuedAt(now)
    .setExpirationTime(now + accessTtlSeconds)
    .sign(privateKey)
}

/** The left half of the SHA-256 of a token: both algorithms hash by that (§3.1.3.6). */
function hashHalf(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}
