/** The methods of RFC 8176 by what they show: that one knows something, has something, or is somebody. */
const FACTORS = [
  ['pwd', 'pin', 'kba'],
  ['otp', 'hwk', 'swk', 'sms', 'tel', 'mca', 'sc'],
  ['user', 'face', 'fpt', 'iris', 'retina', 'vbm'],
]

/** Whether these methods show factors of two different kinds. */
export function hasTwoFactors(amr: readonly string[]): boolean {
  const shown = FACTORS.filter(methods => methods.some(method => amr.includes(method)))
  return amr.includes('mfa') || shown.length > 1
}
