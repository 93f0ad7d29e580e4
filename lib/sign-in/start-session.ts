import type { Client } from '#lib/http/client-address.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { type OpenSession, openSession, type SessionKind } from '#lib/sessions/open-session.ts'

/** The session that a user asks for. */
export type WantedSession = {
  /** How it is carried. */
  kind: SessionKind
  /** Which session of the same browser it replaces. */
  replaces?: string | null
  /** The server that its access tokens are for. */
  resource?: string
  /** The key that its tokens are bound to (RFC 9449). */
  jkt?: string | null
}

/**
 * Starts a session of a user who has just proved who they are, ends the one that it replaces (ASVS v5.0.0-7.2.4), and
 * audits the sign-in.
 * @returns null if the user has changed since `version` was read: the proof may not hold any longer.
 */
export async function startSession(
  user: { id: number; uid: string; version: string },
  client: Client,
  { kind, replaces = null, resource = '', jkt = null }: WantedSession,
): Promise<OpenSession | null> {
  const session = await openSession(user, client, {
    kind,
    replaces,
    resource,
    ...(jkt !== null && { grant: { clientId: '', scope: '', jkt, amr: 'pwd' } }),
    event: {
      action: 'sign_in',
      result: 'ok',
      actor: user,
      ...(kind === 'bearer' && { detail: { kind } }),
    },
  })
  if (session) noteUser(user)
  return session
}
