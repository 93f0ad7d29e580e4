/** One round of each, next to each other in time, and what the first is to the second. */
type Round = { subject: number; reference: number; ratio: number }

/** The medians over all rounds, and every round's ratio: how far the machine's noise reaches. */
export type Rounds = Round & { ratios: readonly number[] }

/**
 * Measures subject and reference in turns, so that whatever else the machine does meets both alike. The
 * ratio is that of neighbours, and the median of those is what counts.
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

/** The smallest value that is not under a share `q` of all of them. */
export function computeQuantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

export function describeSpread({ ratios }: Rounds): string {
  return `single rounds gave ${ratios.map(ratio => ratio.toFixed(2)).join(', ')}`
}
