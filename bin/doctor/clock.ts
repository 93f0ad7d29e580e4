import { db, getEngine } from '#lib/db/db.ts'
import { type Finding, fault, ok, unchecked } from './finding.ts'

const CHECK = 'Clock'

/** How far two clocks may be apart, in milliseconds: what others allow who verify access tokens. */
const MAX_DIFFERENCE_MS = 30_000

/**
 * Whether this machine's clock, by which sessions and tokens end, is that of the database's machine and of
 * whatever answers at PUBLIC_URL.
 * @param dateHeader what that has said (RFC 9110 §6.6.1), and when it was here, in milliseconds.
 */
export async function checkClock(
  dateHeader: string | null,
  here: number,
  reached: boolean,
): Promise<Finding> {
  const others: [name: string, apart: number][] = []
  if (dateHeader !== null) others.push(['the server’s', Date.parse(dateHeader) - here])
  if (reached && getEngine() === 'postgresql') {
    const [row] = await db().$queryRaw<{ now: Date }[]>`SELECT now() AS "now"`
    if (row) others.push(['the database’s', +row.now - Date.now()])
  }
  if (others.length === 0) return unchecked(CHECK, 'There is no other clock to compare with.')
  const wrong = others.filter(([, apart]) => Math.abs(apart) > MAX_DIFFERENCE_MS)
  if (wrong.length === 0) {
    return ok(CHECK, `It goes with ${others.map(([name]) => name).join(' and ')}.`)
  }
  const says = wrong.map(
    ([name, apart]) => `${name} is ${describeDifference(apart)} than this machine’s`,
  )
  const sentence = `${says.join(', and ')}.`.replace(/^./, first => first.toUpperCase())
  return fault(CHECK, sentence, 'Have both machines keep time by NTP.')
}

function describeDifference(apart: number): string {
  const count = Math.round(Math.abs(apart) / 1000).toLocaleString('en')
  return `${count} seconds ${apart > 0 ? 'later' : 'earlier'}`
}
