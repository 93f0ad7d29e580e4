import { compactVerify, createLocalJWKSet, errors } from 'jose'
import { ID_TOKEN_ALGORITHMS } from '#lib/clients/client.ts'
import { env } from '#lib/env/env.ts'
import { listPublicKeys } from '#lib/sessions/keys/rotation.ts'

/** What an ID token says of the sign-in that it came of. */
export type Hint = { clientId: string; userId: number; sessionId: string }

/** Longer than any that we sign. */
const MAX_LENGTH = 4096

/**
 * Reads an ID token that a client sends back (OpenID Connect Core §3.1.2.1). It may have expired: it opens nothing and
 * only says who is meant (RP-Initiated Logout 1.0 §2).
 * @returns null for what this server did not sign, or by a key that it no longer has.
 */
export async function readIdTokenHint(token: string): Promise<Hint | null> {
  if (token.length > MAX_LENGTH) return null
  try {
    const { payload, protectedHeader } = await compactVerify(
      token,
      createLocalJWKSet(await listPublicKeys()),
      { algorithms: [...ID_TOKEN_ALGORITHMS] },
    )
    // The same keys sign access tokens, which are `at+jwt` (RFC 9068 §2.1).
    if (protectedHeader.typ !== 'JWT') return null
    return readClaims(JSON.parse(new TextDecoder().decode(payload)))
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

function readClaims(claims: Record<string, unknown>): Hint | null {
  const { iss, aud, sub, sid } = claims
  if (iss !== env().publicUrl.origin || typeof aud !== 'string' || typeof sid !== 'string') {
    return null
  }
  return { clientId: aud, userId: Number(sub), sessionId: sid }
}
