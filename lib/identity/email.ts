/** What <input type="email"> accepts (HTML, §4.10.5.1.5), with a dot in the host: a form never refuses it later. */
export const EMAIL_PATTERN =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z\d]([A-Za-z\d-]{0,61}[A-Za-z\d])?(\.[A-Za-z\d]([A-Za-z\d-]{0,61}[A-Za-z\d])?)+$/

/** RFC 5321 §4.5.3.1.3, without the angle brackets. */
export const MAX_EMAIL_LENGTH = 254

/**
 * Folds an e-mail address to the key under which it is unique and looked up. No case: no server in use tells mailboxes
 * apart by it. Everything else counts, such as dots and what follows a `+`, since most servers do tell them apart.
 * @returns an empty string, which nobody has, for text that cannot be an address.
 */
export function foldEmail(email: string): string {
  // Normalising a long run of combining marks takes quadratic time.
  if (email.length > MAX_EMAIL_LENGTH) return ''
  const folded = email.normalize('NFKC').toLowerCase()
  return folded.length <= MAX_EMAIL_LENGTH && EMAIL_PATTERN.test(folded) ? folded : ''
}
