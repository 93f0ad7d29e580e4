import { randomInt } from 'node:crypto'
import { request } from 'node:http'
import bcrypt from 'bcryptjs'
import { makeUid } from '../../e2e/fixtures/people.ts'
import { computeMedian, computeQuantile } from '../rounds.ts'
import type { Row } from '../row.ts'

const COUNT = 300
const PASSWORD = 'not-the-password'
const QUANTILES = [0.1, 0.25, 0.75, 0.9]

/** Whether the time of a refused sign-in reveals who exists. 600 hashes, one after another, take minutes. */
export const enumerationRow: Row = {
  name: 'enumeration',
  what: 'Time of refused sign-ins: the difference between known and unknown user IDs, in hashes',
  unit: '×',
  bound: { atMost: 0.05 },
  async measure(stage) {
    const people = await stage.people()
    const port = await stage.port('server.ts')
    const hash = await measureHash()
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let i = -5; i < COUNT; i++) {
      const pair = [
        async () => measureRefusedSignIn(port, people[(i + 5) % people.length]?.uid ?? ''),
        async () => measureRefusedSignIn(port, makeUid()),
      ]
      // Alternates the order, so that it favours neither.
      const [first, second] = i % 2 === 0 ? pair : pair.toReversed()
      const times = [await first?.(), await second?.()].map(Number)
      if (i < 0) continue
      if (i % 2 !== 0) times.reverse()
      known.push(times[0] ?? 0)
      unknown.push(times[1] ?? 0)
    }
    const [one, other] = [computeMedian(known), computeMedian(unknown)]
    return {
      value: Math.abs(one - other) / hash,
      subject: `${one.toFixed(1)} ms`,
      reference: `${other.toFixed(1)} ms`,
      notes: [
        `medians of ${COUNT} each, interleaved; one hash takes ${hash.toFixed(1)} ms`,
        ...QUANTILES.map(
          q =>
            `quantile ${q}: ${computeQuantile(known, q).toFixed(1)} ms, ${computeQuantile(unknown, q).toFixed(1)} ms`,
        ),
      ],
    }
  },
}

async function measureHash(): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 9; i++) {
    const started = performance.now()
    await bcrypt.hash(PASSWORD, 12)
    times.push(performance.now() - started)
  }
  return computeMedian(times)
}

/** How long a wrong password for `uid` takes, in ms. Each has its own address, because limits are by address. */
function measureRefusedSignIn(port: number, uid: string): Promise<number> {
  const body = JSON.stringify({ uid, password: PASSWORD })
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length }
  const localAddress = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`
  const path = '/api/authenticate'
  return new Promise((resolve, reject) => {
    const started = performance.now()
    request({ host: '127.0.0.1', port, localAddress, method: 'POST', path, headers }, answer => {
      if (answer.statusCode !== 401) reject(new Error(`A sign-in got ${answer.statusCode}`))
      answer.resume().on('end', () => resolve(performance.now() - started))
    })
      .on('error', reject)
      .end(body)
  })
}
