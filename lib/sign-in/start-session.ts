import { type Ceremony, ceremonyEnd } from '#lib/ceremony/ceremony.ts'
import type { KeptProof } from '#lib/ceremony/proofs.ts'
import type { Client } from '#lib/http/client-address.ts'
import { noteUser } from '#lib/http/request-context.ts'
import { wakeSender } from '#lib/mail/sender.ts'
import { findSignInNotice } from '#lib/notices/new-place.ts'
import { buildProofColumns } from '#lib/proofs/proof-times.ts'
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

/** By what a user has proved who they are: nothing for somebody who has just chosen a password. */
type Grounds = { proofs?: readonly KeptProof[]; ceremony?: Ceremony | null }

/**
 * Starts a session of a user who has just proved who they are, ends the one that it replaces (ASVS v5.0.0-7.2.4) and
 * the ceremony that it came of, and audits the sign-in.
 * @returns null if the user has changed since `version` was read, because the proof may not hold any longer, or if the
 *   ceremony has started another session.
 */
export async function startSession(
  user: { id: number; uid: string; version: string },
  client: Client,
  { kind, replaces = null, resource = '', jkt = null }: WantedSession,
  { proofs = [], ceremony = null }: Grounds = {},
): Promise<OpenSession | null> {
  const shown = proofs.length > 0 ? buildProofColumns(proofs) : { amr: 'pwd', proofs: '' }
  const notice = await findSignInNotice(user, client)
  const session = await openSession(user, client, {
    kind,
    replaces,
    resource,
    proofs: shown.proofs,
    grant: { clientId: '', scope: '', jkt, amr: shown.amr },
    alongside: () => [...(ceremony ? [ceremonyEnd(ceremony)] : []), ...notice],
    event: {
      action: 'sign_in',
      result: 'ok',
      actor: user,
      detail: {
        ...(kind === 'bearer' && { kind }),
        ...(shown.amr !== 'pwd' && { amr: shown.amr }),
      },
    },
  })
  if (session && notice.length > 0) wakeSender()
  if (session) noteUser(user)
  return session
}
