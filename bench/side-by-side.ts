import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { measureThroughput } from './load.ts'
import { keepSigningIn } from './sign-ins.ts'
import type { Stage } from './stage.ts'

/** What a load leaves of another: its rates per second alone and beside it, of each round. */
export type Pair = { alone: number; beside: number }[]
/** Reads and sign-ins beside each other, and how many seconds each of those sign-ins took. */
export type SideBySide = { signIns: Pair; reads: Pair; seconds: number[] }

/** Enough for a queue in front of every hash thread. */
const SIGN_INS = 2 * availableParallelism()
const ROUNDS = 3
const SECONDS = 5
const WARM_UP_MS = 1500

/** Measures reads alone, sign-ins alone, and both together, in every round, on one server. */
export async function measureSideBySide(
  stage: Stage,
  role: 'server.ts' | 'two workers',
): Promise<SideBySide> {
  const port = await stage.port(role)
  const people = await stage.people()
  const headers = { Cookie: await stage.cookie() }
  const read = () => measureThroughput({ port, path: '/api/id', headers }, SECONDS, stage.folder)
  const rest = () => wait(SECONDS * 1000, 0)
  // Sign-ins run before and after the measured time as well, so that none counts for a part of its time only.
  const signInDuring = async (load: () => Promise<number>) => {
    let over = false
    const signIns = keepSigningIn(port, people, SIGN_INS, () => !over)
    await wait(WARM_UP_MS)
    const begin = performance.now()
    const reads = await load()
    const end = performance.now()
    over = true
    const all = await signIns
    const answered = all.filter(({ answeredAt }) => answeredAt > begin && answeredAt <= end)
    const during = all.filter(({ sentAt, answeredAt }) => answeredAt > begin && sentAt < end)
    return {
      reads,
      signIns: answered.length / ((end - begin) / 1000),
      seconds: during.map(({ sentAt, answeredAt }) => (answeredAt - sentAt) / 1000),
    }
  }
  const found: SideBySide = { signIns: [], reads: [], seconds: [] }
  for (let i = 0; i < ROUNDS; i++) {
    const reads = await read()
    const { signIns } = await signInDuring(rest)
    const both = await signInDuring(read)
    found.reads.push({ alone: reads, beside: both.reads })
    found.signIns.push({ alone: signIns, beside: both.signIns })
    found.seconds.push(...both.seconds)
    process.stderr.write('.')
  }
  return found
}
