/** One measurement of subject and reference right after each other, and the ratio of subject to reference. */
type Round = { subject: number; reference: number; ratio: number }

/** The medians over all rounds, and the ratio of every round, which shows the noise of the machine. */
export type Rounds = Round & { ratios: readonly number[] }

/**
 * Measures subject and reference alternately, so that other work of the machine affects both equally.
 * @returns the medians; `ratio` is the median of the rounds' ratios.
 */
export async function measureAlternately(
  count: number,
  subject: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<Rounds> {
  const rounds: Round[] = []
  for (let i = 0; i < count; i++) {
    const measured = { reference: await reference(), subject: await subject() }
    rounds.push({ ...measured, ratio: measured.subject / measured.reference })
    process.stderr.write('.')
  }
  const ratios = rounds.map(round => round.ratio)
  return {
    subject: computeMedian(rounds.map(round => round.subject)),
    reference: computeMedian(rounds.map(round => round.reference)),
    ratio: computeMedian(ratios),
    ratios,
  }
}

export function computeMedian(values: readonly number[]): number {
  return computeQuantile(values, 0.5)
}

/** The smallest value that is at least as large as the share `q` of all values; NaN without values. */
export function computeQuantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

export function describeSpread({ ratios }: Rounds): string {
  return `ratios of single rounds: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')}`
}
