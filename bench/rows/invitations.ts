import { setTimeout as wait } from 'node:timers/promises'
import type { Engine } from '#lib/db/database-url.ts'
import { bearer, postJson, send } from '../../e2e/fixtures/client.ts'
import type { Host } from '../../e2e/fixtures/host.ts'
import { startMailHost } from '../../e2e/fixtures/mail-host.ts'
import { createMember, type Person } from '../../e2e/fixtures/people.ts'
import { startPostgres } from '../../e2e/fixtures/postgres.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { computeMedian, computeQuantile } from '../rounds.ts'
import type { Finding, Row } from '../row.ts'
import { keepSigningIn } from '../sign-ins.ts'

const COUNT = 10_000
const ROUNDS = 3
/** So that the mails of one round are still being sent in the next, as with a real server. */
const SMTP_DELAY_MS = 200
const ALONE_MS = 4000
const READ_PAUSE_MS = 20
const INVITED = `${COUNT.toLocaleString('en')} invitations in one request`

/** How long one request for a number of invitations takes, and what it leaves of other requests. */
export const invitationRows: readonly Row[] = engines.flatMap(engine => [
  {
    name: `invitations-${engine}`,
    what: `${INVITED}, on ${engine}`,
    unit: 's',
    bound: { atMost: 6 },
    measure: () => withHost(engine, measureAlone),
  },
  {
    name: `logins-beside-invitations-${engine}`,
    what: `Time of a login beside ${INVITED}, on ${engine}, against the time without`,
    unit: '×',
    bound: { atMost: 1.25 },
    measure: () => withHost(engine, measureBeside),
  },
])

async function withHost(
  engine: Engine,
  measure: (host: Host) => Promise<Finding>,
): Promise<Finding> {
  const postgres = engine === 'postgresql' ? await startPostgres() : null
  const variables = { BCRYPT_COST: '12' }
  const faults = { delayMs: SMTP_DELAY_MS }
  try {
    const url = await postgres?.createDatabase()
    const { host, stop } = await startMailHost('server.ts', variables, faults, url)
    try {
      return await measure(host)
    } finally {
      await stop()
    }
  } finally {
    await postgres?.stop()
  }
}

async function measureAlone(host: Host): Promise<Finding> {
  const seconds: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const started = performance.now()
    await invite(host, i)
    seconds.push((performance.now() - started) / 1000)
    process.stderr.write('.')
  }
  return {
    value: computeMedian(seconds),
    subject: `${computeMedian(seconds).toFixed(2)} s`,
    reference: '',
    notes: [`single requests: ${seconds.map(s => s.toFixed(2)).join(', ')} s`],
  }
}

/** Of each round the medians, without and beside a request for invitations. */
async function measureBeside(host: Host): Promise<Finding> {
  const people = await Promise.all(Array.from({ length: 4 }, () => createMember(host)))
  await observe(host, people, () => wait(ALONE_MS))
  const [alone, beside]: [Times, Times] = [
    { signIns: [], reads: [] },
    { signIns: [], reads: [] },
  ]
  const ratios: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const without = await observe(host, people, () => wait(ALONE_MS))
    const within = await observe(host, people, () => invite(host, i))
    ratios.push(computeMedian(within.signIns) / computeMedian(without.signIns))
    for (const kind of ['signIns', 'reads'] as const) {
      alone[kind].push(...without[kind])
      beside[kind].push(...within[kind])
    }
    process.stderr.write('.')
  }
  return {
    value: computeMedian(ratios),
    subject: `${computeMedian(beside.signIns).toFixed(0)} ms`,
    reference: `${computeMedian(alone.signIns).toFixed(0)} ms`,
    notes: [
      `ratios of single rounds: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')}`,
      `slowest login of a hundred: ${describeWorst(beside.signIns)}, alone ${describeWorst(alone.signIns)}`,
      `GET /api/id: median ${computeMedian(beside.reads).toFixed(1)} ms, alone ${computeMedian(alone.reads).toFixed(1)} ms; slowest of a hundred ${describeWorst(beside.reads)}, alone ${describeWorst(alone.reads)}`,
    ],
  }
}

/** In milliseconds. */
type Times = { signIns: number[]; reads: number[] }

/** One login after the other, and a read every few milliseconds, for as long as `load` takes. */
async function observe(
  host: Host,
  people: readonly Person[],
  load: () => Promise<unknown>,
): Promise<Times> {
  let over = false
  const reads: number[] = []
  const readOn = async () => {
    while (!over) {
      const started = performance.now()
      const { status } = await send(host, { path: '/api/id', headers: [bearer(host.adminToken)] })
      if (status !== 200) throw new Error(`A read got ${status}`)
      reads.push(performance.now() - started)
      await wait(READ_PAUSE_MS)
    }
  }
  const signIns = keepSigningIn(host.port, people, 1, () => !over)
  const reading = readOn()
  await load().finally(() => {
    over = true
  })
  await reading
  const times = (await signIns).map(({ sentAt, answeredAt }) => answeredAt - sentAt)
  return { signIns: times, reads }
}

async function invite(host: Host, round: number): Promise<void> {
  const people = Array.from({ length: COUNT }, (_, i) => ({
    email: `guest${round}.${i}@example.org`,
  }))
  const answer = await postJson(host, '/api/users/invitations', people, [bearer(host.adminToken)])
  const { queued } = answer.json<{ queued: number }>()
  if (queued !== COUNT) throw new Error(`${queued} were invited: ${answer.text.slice(0, 200)}`)
}

function describeWorst(times: readonly number[]): string {
  return `${computeQuantile(times, 0.99).toFixed(0)} ms`
}
