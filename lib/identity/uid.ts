/** The characters and the length of a uid. `@` lets an e-mail address be one. */
export const UID_PATTERN = /^[A-Za-z0-9._@-]{2,64}$/

/**
 * Folds a uid to the key under which it is unique and looked up, so that case and compatibility forms of the same
 * letters name one user and share one budget of attempts (Unicode NFKC, ASVS v5.0.0-6.3.1).
 * @returns an empty string, which no user has, for text that cannot be a uid.
 */
export function foldUid(uid: string): string {
  // Normalising a long run of combining marks takes quadratic time.
  if (uid.length > 256) return ''
  const folded = uid.normalize('NFKC').toLowerCase()
  return UID_PATTERN.test(folded) ? folded : ''
}
