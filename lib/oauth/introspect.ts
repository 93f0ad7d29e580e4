import { z } from 'zod'
import type { Client } from '#lib/clients/client.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { readSession } from '#lib/db/read-session.ts'
import { env } from '#lib/env/env.ts'
import { readIssuedToken } from '#lib/sessions/access-token.ts'
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

const INACTIVE: IntrospectionJson = { active: false }

/**
 * Tells `client` what `token` is good for, if it was given to `client` itself: what others were given is not its
 * business, and as good as nothing (RFC 7662 §4).
 */
export async function introspectToken(token: string, client: Client): Promise<IntrospectionJson> {
  return (await readAccess(token, client)) ?? (await readRefresh(token, client)) ?? INACTIVE
}

async function readAccess(token: string, client: Client): Promise<IntrospectionJson | null> {
  const issued = await readIssuedToken(token)
  const row = issued && (await awaitInTime(readSession(issued.claims.sessionId)))
  if (!row || row.userId !== issued.claims.userId || row.clientId !== client.id) return null
  if (row.disabled || row.revokedAt !== null || +row.expiresAt <= Date.now()) return INACTIVE
  const { aud, exp, iat, iss, jti, sub } = issued.payload
  return {
    active: true,
    client_id: client.id,
    username: row.uid,
    scope: issued.claims.scope ?? '',
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
