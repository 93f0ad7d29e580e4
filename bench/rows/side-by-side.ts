import { computeMedian, computeQuantile } from '../rounds.ts'
import type { Finding, Row } from '../row.ts'
import { measureSideBySide, type Pair, type SideBySide } from '../side-by-side.ts'
import type { Stage } from '../stage.ts'

/** What sign-ins and reads leave of each other, with one process and with two. One measurement fills three rows. */
export const sideBySideRows: readonly Row[] = [
  ...buildRows('server.ts', '1'),
  ...buildRows('two workers', '2'),
]

function buildRows(role: 'server.ts' | 'two workers', processes: string): Row[] {
  let measured: Promise<SideBySide> | undefined
  const measure = (stage: Stage) => (measured ??= measureSideBySide(stage, role))
  const where = processes === '1' ? 'one process' : 'two processes'
  return [
    {
      name: `sign-ins-beside-reads-${processes}`,
      what: `Sign-ins per second while reads saturate the cores, against alone, ${where}`,
      unit: '×',
      bound: { atLeast: 0.33 },
      measure: async stage => describeShare((await measure(stage)).signIns),
    },
    {
      name: `sign-in-wait-${processes}`,
      what: `The slowest hundredth of those sign-ins, ${where}`,
      unit: 's',
      bound: { atMost: 2 },
      measure: async stage => {
        const { seconds } = await measure(stage)
        const at = (q: number) => computeQuantile(seconds, q)
        return {
          value: at(0.99),
          subject: `${at(0.99).toFixed(2)} s`,
          reference: '',
          notes: [`median ${at(0.5).toFixed(2)} s of ${seconds.length} sign-ins`],
        }
      },
    },
    {
      name: `reads-beside-sign-ins-${processes}`,
      what: `GET /api/id per second while sign-ins saturate the cores, against alone, ${where}`,
      unit: '×',
      bound: { atLeast: 0.5 },
      measure: async stage => describeShare((await measure(stage)).reads),
    },
  ]
}

function describeShare(pair: Pair): Finding {
  const shares = pair.map(({ alone, beside }) => beside / alone)
  const rate = (of: 'alone' | 'beside') =>
    `${computeMedian(pair.map(round => round[of])).toFixed(1)}/s`
  return {
    value: computeMedian(shares),
    subject: rate('beside'),
    reference: rate('alone'),
    notes: [`ratios of single rounds: ${shares.map(share => share.toFixed(2)).join(', ')}`],
  }
}
