export const STRENGTHS = ['Too short', 'Weak', 'Fair', 'Good', 'Strong'] as const
/** From 0, which is refused, to 4. */
export type Strength = 0 | 1 | 2 | 3 | 4

/** Pieces that guessing begins with: they count as nothing. */
const COMMON =
  /pass(?:word|wort)?|qwert[yz]\w*|azerty|letmein|welcome|admin|login|iloveyou|abc123/gi

/**
 * A rough estimate of how long `password` withstands guessing, by its length and variety. Runs ("aaa",
 * "1234"), repeated pieces, what everybody takes, and the `known` words of its owner count little.
 * It advises; what is refused is decided by the server's schema.
 */
export function strengthOf(password: string, known: string[] = []): Strength {
  if ([...password].length < 8) return 0
  const bits = freshCharacters(stripped(password, known)) * Math.log2(alphabetOf(password))
  if (bits < 36) return 1
  if (bits < 52) return 2
  return bits < 72 ? 3 : 4
}

function stripped(password: string, known: string[]): string {
  const rest = password.replace(COMMON, '.').replace(/^(.+?)\1+$/su, '$1')
  return known
    .flatMap(word => word.toLowerCase().split(/[\s@]+/))
    .filter(word => word.length > 2)
    .reduce((text, word) => text.toLowerCase().replaceAll(word, '.'), rest)
}

/** Characters that do not follow from the one before, as in "aaa", "abc" or "321". */
function freshCharacters(text: string): number {
  const points = [...text].map(character => character.codePointAt(0) ?? 0)
  return points.filter((point, i) => i === 0 || Math.abs(point - (points[i - 1] ?? 0)) > 1).length
}

function alphabetOf(password: string): number {
  const classes = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[^a-zA-Z0-9]/, 33],
  ] as const
  return classes.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0)
}
