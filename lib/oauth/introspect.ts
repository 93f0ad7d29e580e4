import { z } from 'zod'
import { findLiveSession } from '#lib/authority/live-session.ts'
import type { Client } from '#lib/clients/client.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'
import { type IssuedToken, readIssuedToken } from '#lib/sessions/access-token.ts'
import { findLink, isLive } from '#lib/sessions/refresh-link.ts'

/** What a client is told of a token (RFC 7662 §2.2); of one that is not good, nothing but that. */
export const IntrospectionJson = z
  .strictObject({
    active: z.boolean(),
    client_id: z.string().exactOptional(),
    username: z.string().exactOptional().describe('The user ID.'),
    scope: z.string().exactOptional(),
    token_type: z.enum(['Bearer', 'DPoP']).exactOptional().describe('Of access tokens alone.'),
    iss: z.string().exactOptional(),
    sub: z.string().exactOptional(),
    aud: z.string().exactOptional(),
    iat: z.int().exactOptional(),
    exp: z.int().exactOptional(),
    jti: z.string().exactOptional(),
    cnf: z
      .strictObject({ jkt: z.string() })
      .exactOptional()
      .describe('The key that it is bound to (RFC 9449 §6.2).'),
  })
  .meta({ id: 'Introspection', description: 'What a token is good for (RFC 7662 §2.2).' })
type IntrospectionJson = z.output<typeof IntrospectionJson>

/**
 * Tells `client` what `token` is good for, if it was given to `client` itself: what others were given is not its
 * business, and as good as nothing (RFC 7662 §4).
 */
export async function introspectToken(token: string, client: Client): Promise<IntrospectionJson> {
  const issued = await readIssuedToken(token)
  const told = issued ? await readAccess(issued, client) : await readRefresh(token, client)
  return told ?? { active: false }
}

async function readAccess(
  { claims, payload }: IssuedToken,
  client: Client,
): Promise<IntrospectionJson | null> {
  const row = await findLiveSession(claims.sessionId, claims.userId)
  if (!row || row.clientId !== client.id) return null
  const { aud, exp, iat, iss, jti, sub } = payload
  return {
    active: true,
    client_id: client.id,
    username: row.uid,
    scope: claims.scope ?? '',
    token_type: row.jkt === null ? 'Bearer' : 'DPoP',
    iss: String(iss),
    sub: String(sub),
    aud: String(aud),
    iat: Number(iat),
    exp: Number(exp),
    jti: String(jti),
    ...(row.jkt !== null && { cnf: { jkt: row.jkt } }),
  }
}

async function readRefresh(token: string, client: Client): Promise<IntrospectionJson | null> {
  const link = await awaitInTime(findLink(token))
  if (!isLive(link) || link.usedAt !== null || link.session.clientId !== client.id) return null
  const { expiresAt, jkt, scope, user } = link.session
  return {
    active: true,
    client_id: client.id,
    username: user.uid,
    scope,
    iss: env().publicUrl.origin,
    sub: String(user.id),
    exp: Math.floor(+expiresAt / 1000),
    ...(jkt !== null && { cnf: { jkt } }),
  }
}
