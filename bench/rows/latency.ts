import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { computeQuantile, describeSpread, measureAlternately } from '../rounds.ts'
import type { Row } from '../row.ts'
import { keepSigningIn } from '../sign-ins.ts'

const READ_INTERVAL_MS = 10
const READS = 300
const SIGN_INS = 20

export const latencyRow: Row = {
  name: 'latency',
  what: 'Worst latency of GET /api/id while logins saturate the pool, against idle',
  unit: '×',
  bound: { atMost: 5 },
  async measure(stage) {
    const people = await stage.people()
    const port = await stage.port('server.ts')
    const read = createReader(port, await stage.cookie())
    const [idle, busy]: [number[], number[]] = [[], []]
    const worst = async (into: number[]) => {
      const times = await readAtSteadyRate(read)
      into.push(...times)
      return Math.max(...times)
    }
    // All sign-ins arrive with the first read, which is the worst case.
    const whileBusy = async () => {
      let reading = true
      const reads = worst(busy).finally(() => {
        reading = false
      })
      const [most] = await Promise.all([
        reads,
        keepSigningIn(port, people, SIGN_INS, () => reading),
      ])
      return most
    }
    let first = SIGN_INS
    await Promise.all([
      readAtSteadyRate(read),
      keepSigningIn(port, people, SIGN_INS, () => first-- > 0),
    ])
    const found = await measureAlternately(5, whileBusy, () => worst(idle))
    return {
      value: found.ratio,
      subject: `${found.subject.toFixed(1)} ms`,
      reference: `${found.reference.toFixed(1)} ms`,
      notes: [
        describeSpread(found),
        `99th percentile: ${describeRatio(busy, idle, 0.99)}; median: ${describeRatio(busy, idle, 0.5)}`,
        `rounds of ${READS} reads, one every ${READ_INTERVAL_MS} ms, idle and during ${SIGN_INS} concurrent sign-ins`,
      ],
    }
  },
}

/** Sends each read when it is due, even before the last one is answered. @returns how long each took, in ms. */
async function readAtSteadyRate(read: () => Promise<number>): Promise<number[]> {
  const started = performance.now()
  const reads: Promise<number>[] = []
  for (let i = 0; i < READS; i++) {
    const due = started + i * READ_INTERVAL_MS
    await wait(Math.max(0, due - performance.now()))
    reads.push(read())
  }
  return Promise.all(reads)
}

/** A function that sends a read and resolves to its time from the start of the request to the end of the answer, in ms. */
function createReader(port: number, cookie: string): () => Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const options = { host: '127.0.0.1', port, path: '/api/id', agent, headers: { cookie } }
  return () =>
    new Promise((resolve, reject) => {
      const started = performance.now()
      request(options, answer => {
        if (answer.statusCode !== 200) reject(new Error(`A read got ${answer.statusCode}`))
        answer.resume().on('end', () => resolve(performance.now() - started))
      })
        .on('error', reject)
        .end()
    })
}

function describeRatio(busy: number[], idle: number[], q: number): string {
  const [one, other] = [computeQuantile(busy, q), computeQuantile(idle, q)]
  return `${one.toFixed(1)} ms against ${other.toFixed(1)} ms, ${(one / other).toFixed(1)} ×`
}
