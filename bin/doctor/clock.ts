import { db, getEngine } from '#lib/db/db.ts'
import { type Finding, fail, pass, skip } from './finding.ts'

const CHECK = 'Clock'

/** How far two clocks may be apart: other servers allow this much when they verify access tokens. */
const MAX_DIFFERENCE_MS = 30_000

/**
 * Checks that this machine's clock, by which sessions and tokens end, agrees with the clocks of the server at
 * PUBLIC_URL and of the database.
 * @param dateHeader the `Date` of the server's answer (RFC 9110 §6.6.1), null without an answer.
 * @param here when that answer arrived, in milliseconds since 1970.
 * @param hasDatabase whether the database answers.
 */
export async function checkClock(
  dateHeader: string | null,
  here: number,
  hasDatabase: boolean,
): Promise<Finding> {
  const others: [name: string, apart: number][] = []
  if (dateHeader !== null) others.push(['the server’s', Date.parse(dateHeader) - here])
  if (hasDatabase && getEngine() === 'postgresql') {
    const [row] = await db().$queryRaw<{ now: Date }[]>`SELECT now() AS "now"`
    if (row) others.push(['the database’s', +row.now - Date.now()])
  }
  if (others.length === 0) return skip(CHECK, 'There is no other clock to compare with.')
  const wrong = others.filter(([, apart]) => Math.abs(apart) > MAX_DIFFERENCE_MS)
  if (wrong.length === 0) {
    return pass(CHECK, `It agrees with ${others.map(([name]) => name).join(' and ')}.`)
  }
  const says = wrong.map(
    ([name, apart]) => `${name} is ${describeDifference(apart)} than this machine’s`,
  )
  const sentence = `${says.join(', and ')}.`.replace(/^./, first => first.toUpperCase())
  return fail(CHECK, sentence, 'Synchronise the clocks of both machines by NTP.')
}

function describeDifference(apart: number): string {
  const count = Math.round(Math.abs(apart) / 1000).toLocaleString('en')
  return `${count} seconds ${apart > 0 ? 'later' : 'earlier'}`
}
