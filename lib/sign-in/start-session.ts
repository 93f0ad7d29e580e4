import type { Client } from '#lib/http/client-address.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { type OpenSession, openSession, type SessionKind } from '#lib/sessions/open-session.ts'

/**
 * The session that a user asks for: how it is carried, which session of the same browser it replaces, and which server
 * its access tokens are for.
 */
export type WantedSession = { kind: SessionKind; replaces?: string | null; resource?: string }

/**
 * Starts a session of a user who has just proved who they are, ends the one that it replaces (ASVS v5.0.0-7.2.4), and
 * audits the sign-in.
 * @returns null if the user has changed since `version` was read: the proof may not hold any longer.
 */
export async function startSession(
  user: { id: number; uid: string; version: string },
  client: Client,
  { kind, replaces = null, resource = '' }: WantedSession,
): Promise<OpenSession | null> {
  const session = await openSession(user, client, {
    kind,
    replaces,
    resource,
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
