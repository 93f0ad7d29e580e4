import { Agent, request } from 'node:http'
import { postJson } from '../../e2e/fixtures/client.ts'
import { computeMedian, computeQuantile } from '../rounds.ts'
import { makeMember } from './crowd.ts'
import { PASSWORD } from './password.ts'
import { QUERIES } from './queries.ts'

/** One server and the number of users in its database. */
export type Side = { port: number; count: number; token: string }

/** How long the same took at many and at few, in ms; `first` is the first answer at many. */
export type Measured = {
  name: string
  first: number
  many: number
  few: number
  worst: number
  broad?: boolean
}

const ROUNDS = 40
const SIGN_INS = 20
const agent = new Agent({ keepAlive: true })

/** Measures every query of the list on both sides, in turns. */
export async function measureLists(many: Side, few: Side): Promise<Measured[]> {
  const found: Measured[] = []
  for (const { name, path, broad = false } of QUERIES) {
    const at = (side: Side) => timeRequest(side, path(side.count))
    const first = await at(many)
    found.push({
      ...{ name, broad, first },
      ...(await measureBothSides(
        ROUNDS,
        () => at(many),
        () => at(few),
      )),
    })
    process.stderr.write('.')
  }
  return found
}

/** Measures sign-ins of people whose passwords are of the cost `cost`, in turns. */
export async function measureSignIns(many: Side, few: Side, cost: 4 | 12): Promise<Measured> {
  let turn = 0
  const at = async ({ port, count }: Side) => {
    const id = 10 * (1 + ((turn++ * 37) % Math.floor(count / 10 - 1))) + (cost === 12 ? 0 : 1)
    const started = performance.now()
    const answer = await postJson({ port }, '/api/authenticate', {
      uid: enabledFrom(id).uid,
      password: PASSWORD,
    })
    if (answer.status !== 200) throw new Error(`A sign-in got ${answer.status}: ${answer.text}`)
    return performance.now() - started
  }
  const first = await at(many)
  const turns = await measureBothSides(
    SIGN_INS,
    () => at(many),
    () => at(few),
  )
  process.stderr.write('.')
  return { name: `sign-in at cost ${cost}`, first, ...turns }
}

/** The user `id`, or the next of the same cost who may sign in. */
function enabledFrom(id: number) {
  let candidate = makeMember(id)
  while (candidate.disabled) candidate = makeMember(candidate.id + 10)
  return candidate
}

async function measureBothSides(
  turns: number,
  many: () => Promise<number>,
  few: () => Promise<number>,
) {
  for (let i = 0; i < 5; i++) await Promise.all([many(), few()])
  const times: Record<'many' | 'few', number[]> = { many: [], few: [] }
  for (let i = 0; i < turns; i++) {
    times.few.push(await few())
    times.many.push(await many())
  }
  return {
    many: computeMedian(times.many),
    few: computeMedian(times.few),
    worst: computeQuantile(times.many, 1),
  }
}

/** How long a GET takes from the request's start to the end of the answer, in ms. */
function timeRequest({ port, token }: Side, path: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    const started = performance.now()
    request({ host: '127.0.0.1', port, path, agent, headers }, answer => {
      if (answer.statusCode !== 200) reject(new Error(`${path} got ${answer.statusCode}`))
      answer.resume().on('end', () => resolve(performance.now() - started))
    })
      .on('error', reject)
      .end()
  })
}
