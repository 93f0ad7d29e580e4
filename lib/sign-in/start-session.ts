import type { Client } from '#lib/http/client-address.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { type OpenSession, openSession, type SessionKind } from '#lib/sessions/open-session.ts'

/** The session that somebody wants: how it is carried, and which one of the same browser it takes the place of. */
export type WantedSession = { kind: SessionKind; replaces?: string | null }

/**
 * Starts a session of a user who has just proved who they are, ends the one that it replaces (ASVS
 * v5.0.0-7.2.4), and records the sign-in.
 * @returns null when the user was changed since `version` was read, so that the proof may no longer hold.
 */
export async function startSession(
  user: { id: number; uid: string; version: string },
  client: Client,
  { kind, replaces = null }: WantedSession,
): Promise<OpenSession | null> {
  const session = await openSession(user, client, {
    kind,
    replaces,
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
