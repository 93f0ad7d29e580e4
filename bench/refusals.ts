import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bearer, send } from '../e2e/fixtures/client.ts'
import type { Host } from '../e2e/fixtures/host.ts'
import { startHost } from '../e2e/fixtures/start-host.ts'
import { readResidentMb } from './resident-memory.ts'

// node bench/refusals.ts [count]: what a flood of refused preflights from random origins costs server.ts in memory,
// rows and latency.

const COUNT = Number(process.argv[2] ?? 100_000)
const CONNECTIONS = 32

/** Sends a preflight from a random origin. @returns the status of the answer. */
function sendRefusedPreflight(host: Host, agent: Agent): Promise<number> {
  const headers = {
    Origin: `https://${randomBytes(8).toString('hex')}.example`,
    'Access-Control-Request-Method': 'POST',
    'User-Agent': randomBytes(16).toString('hex'),
  }
  const { port } = host
  const options = { host: '127.0.0.1', port, method: 'OPTIONS', path: '/api/id', headers, agent }
  return new Promise((resolve, reject) => {
    request(options, answer => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
      .on('error', reject)
      .end()
  })
}

/** Sends authenticated reads, one after another, until `isOver`. @returns how long each took in milliseconds, sorted. */
async function measureLatencies(host: Host, isOver: (count: number) => boolean): Promise<number[]> {
  const found: number[] = []
  while (!isOver(found.length)) {
    const started = performance.now()
    await send(host, { path: '/api/id', headers: [bearer(host.adminToken)] })
    found.push(performance.now() - started)
    await wait(5)
  }
  return found.toSorted((a, b) => a - b)
}

const describeLatencies = (sorted: number[]) => {
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]?.toFixed(1)
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms (${sorted.length} reads)`
}

const folder = await mkdtemp(join(tmpdir(), 'latchkey-flood-'))
const { host, child } = await startHost({
  server: 'server.ts',
  databaseUrl: `file:${join(folder, 'flood.db')}`,
})
try {
  console.log(`Idle:   ${describeLatencies(await measureLatencies(host, count => count >= 200))}`)
  const before = readResidentMb(child.pid)
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const statuses = new Map<number, number>()
  let left = COUNT
  const started = performance.now()
  const worker = async () => {
    while (left-- > 0) {
      const status = await sendRefusedPreflight(host, agent)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const flood = Promise.all(Array.from({ length: CONNECTIONS }, worker))
  const during = await measureLatencies(host, () => left <= 0)
  await flood
  const seconds = (performance.now() - started) / 1000
  const after = readResidentMb(child.pid)
  agent.destroy()
  await wait(2500)
  const answer = await send(host, {
    path: '/api/origins/refusals?limit=1000',
    headers: [bearer(host.adminToken)],
  })
  const rows = answer.json<{ count: number }[]>()
  console.log(`Flood:  ${describeLatencies(during)}`)
  console.log(`Answers ${JSON.stringify([...statuses])}, ${Math.round(COUNT / seconds)} per second`)
  console.log(`Memory  ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`)
  console.log(
    `Rows    ${rows.length}, for ${rows.reduce((sum, { count }) => sum + count, 0)} refusals`,
  )
} finally {
  await child.stop()
  await rm(folder, { recursive: true })
}
