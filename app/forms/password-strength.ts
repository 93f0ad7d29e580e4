import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

export const STRENGTHS = ['Too short', 'Weak', 'Fair', 'Good', 'Strong'] as const
/** From 0, which the server refuses, to 4. */
type Strength = 0 | 1 | 2 | 3 | 4
/** How strong a password is, and how to make a weak one stronger. */
export type Estimate = { strength: Strength; hint: string }

const ANOTHER_WORD = 'Add a word or two.'
/** A hint for each of zxcvbn's warnings; for any other, and for none, the hint is `ANOTHER_WORD`. */
const HINTS: Record<string, string> = {
  topTen: 'It is one of the first that attackers try.',
  topHundred: 'It is one of the first that attackers try.',
  common: 'It is one of the first that attackers try.',
  similarToCommon: 'It is very similar to one that attackers try.',
  userInputs: 'Avoid names that others know.',
  straightRow: 'Keys in a row are guessed quickly.',
  keyPattern: 'Keys in a row are guessed quickly.',
  simpleRepeat: 'Repeats add little.',
  extendedRepeat: 'Repeats add little.',
  sequences: 'Runs such as abc or 321 add little.',
  recentYears: 'Years and dates add little.',
  dates: 'Years and dates add little.',
}

/** Whether the server refuses the password for its length alone. */
export function isTooShort(password: string): boolean {
  return [...password].length < 8
}

let estimator: Promise<ZxcvbnFactory> | undefined

/**
 * Estimates how long `password` resists guessing by somebody who knows the words in `known`. This is advice only: the
 * server decides what to refuse. The dictionaries are loaded at the first call.
 */
export async function estimateStrength(password: string, known: string[]): Promise<Estimate> {
  if (isTooShort(password)) return { strength: 0, hint: '' }
  estimator ??= load().catch(error => {
    // The next letter tries again.
    estimator = undefined
    throw error
  })
  const words = known.flatMap(name => {
    const parts = name.split(/[^\p{L}\p{N}]+/u)
    return [...parts, parts.join('')]
  })
  const { score, feedback } = (await estimator).check(
    password,
    words.filter(word => word.length > 2),
  )
  const strength = Math.max(1, score) as Strength
  if (strength > 2) return { strength, hint: '' }
  return { strength, hint: HINTS[feedback.warning ?? ''] ?? ANOTHER_WORD }
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
}
