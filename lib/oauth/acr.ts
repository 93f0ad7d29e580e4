import { hasTwoFactors } from '#lib/proofs/factors.ts'

/** What an `acr` says: that one factor was proved, or two of different kinds. docs/access.md tells it. */
type Acr = 'urn:latchkey:1fa' | 'urn:latchkey:2fa'

/** Those that somebody can reach: a password is the only way to sign in so far. */
export const ACR_VALUES: readonly Acr[] = ['urn:latchkey:1fa']

/** @param amr the methods by which a user has proved who they are. */
export function computeAcr(amr: readonly string[]): Acr {
  return hasTwoFactors(amr) ? 'urn:latchkey:2fa' : 'urn:latchkey:1fa'
}
