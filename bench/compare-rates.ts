import { describeSpread, measureAlternately } from './rounds.ts'
import type { Finding } from './row.ts'

/** Measures two rates per second alternately. The value of the finding is the ratio of subject to reference. */
export async function compareRates(
  rounds: number,
  subject: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<Finding> {
  const found = await measureAlternately(rounds, subject, reference)
  return {
    value: found.ratio,
    subject: `${Math.round(found.subject)}/s`,
    reference: `${Math.round(found.reference)}/s`,
    notes: [describeSpread(found)],
  }
}
