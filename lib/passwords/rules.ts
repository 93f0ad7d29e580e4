import { env } from '#lib/env/env.ts'
import { invalidInput, type Problem } from '#lib/http/problem.ts'
import { foldText } from '#lib/identity/fold.ts'
import { isCommonPassword } from './common-passwords.ts'
import { isPasswordHash } from './is-hash.ts'

/** What others know about the person who chooses a password. */
export type Owner = { uid: string; name: string; email?: string | null | undefined }

/** How many characters must be left without the known names, unless one of them is a letter. */
const MIN_LEFT = 8

/**
 * Refuses the hash of a password, and a password that guessers try first: a common one (ASVS v5.0.0-6.2.4), or one made of the names of its owner,
 * of this site, or of its host (6.2.11), whatever its case and accents. The schemas check the length; there are no
 * other rules (6.2.5).
 * @throws Problem 400 for the field `password`.
 */
export async function requireGoodPassword(password: string, owner: Owner): Promise<void> {
  // A program that sends what it has stored would make the hash the password.
  if (isPasswordHash(password)) {
    throw refusedPassword(
      'This is the hash of a password, not a password. Choose the password itself.',
    )
  }
  const folded = foldText(password)
  if (await isCommonPassword(folded)) {
    throw refusedPassword('This password is among the first that guessers try. Choose another one.')
  }
  if (isMadeOf(folded, knownWords(owner))) {
    throw refusedPassword(
      'This password is made of names that guessers know: the user’s or this site’s. Choose another one.',
    )
  }
}

/** 400 with `message` for the field `password`. */
export function refusedPassword(message: string): Problem {
  return invalidInput([{ path: 'password', message }])
}

/**
 * Whether `folded` is made of `words`: it contains one, and without them it has no letter and fewer than eight
 * characters, as in `GraceHopper1906!`.
 */
function isMadeOf(folded: string, words: string[]): boolean {
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), folded)
  return rest !== folded && !/\p{L}/u.test(rest) && rest.length < MIN_LEFT
}

/** The words in the names of the owner, of this site and of its host, the longest first. */
function knownWords({ uid, name, email }: Owner): string[] {
  const mailbox = email?.split('@')[0] ?? ''
  const names = [uid, name, mailbox, 'latchkey', env().publicUrl.hostname]
  const words = names.flatMap(text => [foldText(text), ...foldText(text).split(/[^\p{L}\p{N}]+/u)])
  return [...new Set(words)].filter(word => word.length > 1).toSorted((a, b) => b.length - a.length)
}
