import { createHash, timingSafeEqual } from 'node:crypto'

const CHALLENGE = /^[\w-]{43}$/
const VERIFIER = /^[\w.~-]{43,128}$/

/** Whether `text` can be a challenge of the method S256, the only one taken (RFC 7636 §4.2, RFC 9700 §2.1.1). */
export function isCodeChallenge(text: string): boolean {
  return CHALLENGE.test(text)
}

/** Whether `verifier` is the one that `challenge` was made from (RFC 7636 §4.6). */
export function isVerifierOf(challenge: string, verifier: string): boolean {
  if (!VERIFIER.test(verifier)) return false
  const made = Buffer.from(createHash('sha256').update(verifier).digest('base64url'))
  const wanted = Buffer.from(challenge)
  return made.length === wanted.length && timingSafeEqual(made, wanted)
}
