import { Agent, request } from 'node:http'
import { postJson } from '../../e2e/fixtures/client.ts'
import { computeMedian, computeQuantile } from '../rounds.ts'
import { makeMember } from './crowd.ts'
import { PASSWORD } from './password.ts'
import { QUERIES } from './queries.ts'

/** One server, the number of users in its database, and an access token of an administrator. */
export type Side = { port: number; count: number; token: string }

/**
 * How long a request took, in ms: the medians with the large and the small database; the first answer and the worst
 * with the large one.
 */
export type Measured = {
  name: string
  first: number
  large: number
  small: number
  worst: number
  broad?: boolean
}

const ROUNDS = 40
const SIGN_INS = 20
const agent = new Agent({ keepAlive: true })

/** Measures every query of {@link QUERIES} on both sides, alternately. */
export async function measureLists(large: Side, small: Side): Promise<Measured[]> {
  const found: Measured[] = []
  for (const { name, path, broad = false } of QUERIES) {
    const at = (side: Side) => timeRequest(side, path(side.count))
    const first = await at(large)
    const times = await measureBothSides(
      ROUNDS,
      () => at(large),
      () => at(small),
    )
    found.push({ name, broad, first, ...times })
    process.stderr.write('.')
  }
  return found
}

/** Measures sign-ins of users whose password hashes have the cost `cost` on both sides, alternately. */
export async function measureSignIns(large: Side, small: Side, cost: 4 | 12): Promise<Measured> {
  let round = 0
  const at = async ({ port, count }: Side) => {
    const id = 10 * (1 + ((round++ * 37) % Math.floor(count / 10 - 1))) + (cost === 12 ? 0 : 1)
    const started = performance.now()
    const answer = await postJson({ port }, '/api/authenticate', {
      uid: findEnabledMember(id).uid,
      password: PASSWORD,
    })
    if (answer.status !== 200) throw new Error(`A sign-in got ${answer.status}: ${answer.text}`)
    return performance.now() - started
  }
  const first = await at(large)
  const times = await measureBothSides(
    SIGN_INS,
    () => at(large),
    () => at(small),
  )
  process.stderr.write('.')
  return { name: `sign-in at cost ${cost}`, first, ...times }
}

/** The user `id`, or the next one with the same cost who is not disabled. */
function findEnabledMember(id: number) {
  let candidate = makeMember(id)
  while (candidate.disabled) candidate = makeMember(candidate.id + 10)
  return candidate
}

async function measureBothSides(
  rounds: number,
  large: () => Promise<number>,
  small: () => Promise<number>,
) {
  for (let i = 0; i < 5; i++) await Promise.all([large(), small()])
  const times: Record<'large' | 'small', number[]> = { large: [], small: [] }
  for (let i = 0; i < rounds; i++) {
    times.small.push(await small())
    times.large.push(await large())
  }
  return {
    large: computeMedian(times.large),
    small: computeMedian(times.small),
    worst: computeQuantile(times.large, 1),
  }
}

/** How long a GET takes from the start of the request to the end of the answer, in ms. */
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
