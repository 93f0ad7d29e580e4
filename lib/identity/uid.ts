/** What a uid is made of; `@` lets an e-mail address be one. */
export const UID_PATTERN = /^[A-Za-z0-9._@-]{2,64}$/

/**
 * The key under which a uid is unique and looked up, so that case and compatibility forms of the same
 * letters are one user and one budget of attempts (Unicode NFKC, ASVS v5.0.0-6.3.1).
 * @returns an empty string, which no user has, for what can be no uid.
 */
export function foldUid(uid: string): string {
  // Normalising takes quadratic time over a long run of combining marks.
  if (uid.length > 256) return ''
  const folded = uid.normalize('NFKC').toLowerCase()
  return UID_PATTERN.test(folded) ? folded : ''
}
