import { foldText } from '#lib/identity/fold.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** Shorter passwords are refused anyway. */
const MIN_LENGTH = 8

/**
 * Whether `folded`, the folded text of a password, is among the most common ones that are long enough: some 18,000,
 * several times what ASVS v5.0.0-6.2.4 asks for. The first call loads them, which takes 70 ms; they keep 4 MB.
 */
export async function isCommonPassword(folded: string): Promise<boolean> {
  return (await onePerProcess('commonPasswords', load)).has(folded)
}

async function load(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const long = dictionary['passwords-common'].filter(word => word.length >= MIN_LENGTH)
  return new Set(long.map(foldText))
}
