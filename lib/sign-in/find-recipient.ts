import type { Claimant } from '#lib/ceremony/ceremony.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { computeSecretMac } from '#lib/tickets/secret.ts'
import { findClaimant, findClaimantById } from './find-claimant.ts'

/** Whom a mail goes to that somebody asks for, and whose its ticket is. */
export type Recipient = {
  /** Null for an account that does not exist or is disabled, or whose address nobody has verified. */
  user: (Claimant & { email: string }) | null
  holder: string
}

/** Finds a user who was a recipient a moment ago, if they still are; null is nobody. */
export async function findMailable(id: number | null): Promise<Recipient['user']> {
  return id === null ? null : toMailable(await findClaimantById(id))
}

/**
 * Finds whom somebody means who asks for a mail by user ID or address. Nobody has a holder, too: a ticket is kept for
 * them as for everybody, so that a try of its code takes as long.
 */
export async function findRecipient(identifier: string): Promise<Recipient> {
  const user = toMailable(await findClaimant(identifier))
  if (user) return { user, holder: `mail of user ${user.id}` }
  // People type passwords into the wrong field, so that no text of theirs is kept.
  const typed = foldUid(identifier) || foldEmail(identifier)
  return { user: null, holder: `mail of nobody ${computeSecretMac(typed)}` }
}

function toMailable(found: Claimant | null): Recipient['user'] {
  if (!found || found.disabled || found.email === null || found.verifiedEmailKey === null)
    return null
  return { ...found, email: found.email }
}
