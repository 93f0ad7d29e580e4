import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

export const STRENGTHS = ['Too short', 'Weak', 'Fair', 'Good', 'Strong'] as const
/** From 0, which is refused, to 4. */
type Strength = 0 | 1 | 2 | 3 | 4
/** How strong a password is, and what would make a weak one stronger. */
export type Estimate = { strength: Strength; hint: string }

const ANOTHER_WORD = 'Add a word or two.'
/** What to say to zxcvbn's warnings; to any other, and to none, that more is needed. */
const HINTS: Record<string, string> = {
  topTen: 'It is one of the first that guessers try.',
  topHundred: 'It is one of the first that guessers try.',
  common: 'It is one of the first that guessers try.',
  similarToCommon: 'It is much like one that guessers try.',
  userInputs: 'Leave out names that others know.',
  straightRow: 'Keys in a row are guessed quickly.',
  keyPattern: 'Keys in a row are guessed quickly.',
  simpleRepeat: 'Repeats add little.',
  extendedRepeat: 'Repeats add little.',
  sequences: 'Runs such as abc or 321 add little.',
  recentYears: 'Years and dates add little.',
  dates: 'Years and dates add little.',
}

/** Whether the server refuses it for its length alone. */
export function isTooShort(password: string): boolean {
  return [...password].length < 8
}

let estimator: Promise<ZxcvbnFactory> | undefined

/**
 * Estimates how long `password` withstands guessing, knowing the words in `known` as its owner's. It advises;
 * what is refused is decided by the server. What it needs is loaded when first asked for.
 */
export async function estimateStrength(password: string, known: string[]): Promise<Estimate> {
  if (isTooShort(password)) return { strength: 0, hint: '' }
  estimator ??= load().catch(error => {
    // The next letter asks for it again.
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
