/**
 * The words for true and false that a file may use, in any case: what spreadsheets write in the language of their user,
 * and what people write who fill in a list.
 */
const WORDS = {
  true: [
    'true',
    'yes',
    'y',
    '1',
    'x',
    'on',
    'wahr',
    'ja',
    'j',
    'vrai',
    'oui',
    'verdadero',
    'sí',
    'vero',
    'sì',
    'waar',
  ],
  false: [
    'false',
    'no',
    'n',
    '0',
    'off',
    'falsch',
    'nein',
    'faux',
    'non',
    'falso',
    'onwaar',
    'nee',
  ],
} as const

/** All words that {@link readTruth} reads, for a message. */
export const TRUTH_WORDS = `${WORDS.true.join(', ')} or ${WORDS.false.join(', ')}`

/** Reads a word for true or false. @returns null for any other value. */
export function readTruth(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const word = String(value).normalize('NFC').trim().toLowerCase()
  if ((WORDS.true as readonly string[]).includes(word)) return true
  return (WORDS.false as readonly string[]).includes(word) ? false : null
}
