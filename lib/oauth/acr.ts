/** What an `acr` says: that one factor was proved, or two of different kinds. docs/access.md tells it. */
type Acr = 'urn:latchkey:1fa' | 'urn:latchkey:2fa'

/** Those that somebody can reach: a password is the only way to sign in so far. */
export const ACR_VALUES: readonly Acr[] = ['urn:latchkey:1fa']

/** The methods of RFC 8176 by what they show: that one knows something, has something, or is somebody. */
const FACTORS = [
  ['pwd', 'pin', 'kba'],
  ['otp', 'hwk', 'swk', 'sms', 'tel', 'mca', 'sc'],
  ['user', 'face', 'fpt', 'iris', 'retina', 'vbm'],
]

/** @param amr the methods by which a user has proved who they are. */
export function computeAcr(amr: readonly string[]): Acr {
  const proved = FACTORS.filter(methods => methods.some(method => amr.includes(method)))
  return amr.includes('mfa') || proved.length > 1 ? 'urn:latchkey:2fa' : 'urn:latchkey:1fa'
}
