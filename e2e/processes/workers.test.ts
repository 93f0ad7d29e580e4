import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Child, runFailing } from '../fixtures/child.ts'
import { bearer, from, newAddress, postJson, send } from '../fixtures/client.ts'
import { type Host, METRICS_TOKEN } from '../fixtures/host.ts'
import { startLoad } from '../fixtures/load.ts'
import { makeUid } from '../fixtures/people.ts'
import { startHost } from '../fixtures/start-host.ts'

const CLIENTS = 8
// Processes that start take as long as the machine is busy.
const PATIENCE = { timeout: 60_000, interval: 100 }

describe('server.ts with WEB_CONCURRENCY=2 on SQLite', { timeout: 120_000 }, () => {
  let folder: string
  let host: Host
  let child: Child
  let settings: Record<string, string>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-workers-'))
    const databaseUrl = `file:${join(folder, 'workers.db')}`
    const variables = { WEB_CONCURRENCY: '2' }
    ;({ host, child, settings } = await startHost({ server: 'server.ts', databaseUrl, variables }))
    await vi.waitFor(async () => expect(await processes()).toBe(2), PATIENCE)
  })
  afterAll(async () => {
    await child?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** The workers' process ids. */
  async function workers(): Promise<number[]> {
    const { stdout } = await promisify(execFile)('pgrep', ['-P', String(child.pid)])
    return stdout.trim().split('\n').map(Number)
  }

  /** How many processes say that they serve. */
  async function processes(): Promise<number> {
    const figures = await send(host, { path: '/metrics', headers: [bearer(METRICS_TOKEN)] })
    return Number(/^latchkey_processes (\d+)$/m.exec(figures.text)?.[1])
  }

  it('all of them count the same attempts', async () => {
    const address = newAddress()
    const uid = makeUid()
    const wrong = () => postJson(host, '/api/authenticate', { uid, password: 'x' }, [from(address)])
    const answers = await Promise.all(Array.from({ length: 30 }, wrong))
    const judged = answers.filter(({ status }) => status === 401)
    const limited = answers.filter(({ status }) => status === 429)
    expect([judged.length, limited.length]).toEqual([20, 10])
  })

  it('one that is killed takes its own connections with it, and another one takes its place', async () => {
    const [victim = 0, other = 0] = await workers()
    const load = startLoad([host.port], host.adminToken, CLIENTS)
    await load.more(100)
    // It is dealt one connection that it never takes; the others go to who still does.
    process.kill(victim, 'SIGSTOP')
    const ends: string[] = []
    const more = Array.from({ length: 4 }, () =>
      send(host, { path: '/healthz' }).then(
        () => ends.push('answered'),
        () => ends.push('cut'),
      ),
    )
    await expect.poll(() => ends, PATIENCE).toEqual(['answered', 'answered', 'answered'])
    process.kill(victim, 'SIGKILL')
    await Promise.all(more)
    expect(ends.at(-1)).toBe('cut')
    await expect.poll(workers, PATIENCE).not.toContain(victim)
    await expect.poll(processes, PATIENCE).toBe(2)
    await load.more(100)
    await load.stop()
    expect(load.lost).toEqual([])
    expect(load.cut.length).toBeLessThan(CLIENTS)
    expect(await workers()).toContain(other)
    expect(child.output()).toContain('"signal":"SIGKILL"')
  })

  it('SIGHUP replaces all without one request that fails', async () => {
    const before = await workers()
    const load = startLoad([host.port], host.adminToken, CLIENTS)
    await load.more(100)
    process.kill(child.pid, 'SIGHUP')
    const left = async () => (await workers()).filter(pid => before.includes(pid))
    await expect.poll(left, PATIENCE).toEqual([])
    await load.more(100)
    await load.stop()
    expect([load.lost, load.cut]).toEqual([[], []])
    expect(await processes()).toBe(2)
  })

  it('when one cannot start, none does', async () => {
    expect(await runFailing(['server.ts'], settings)).not.toContain('Latchkey is running at')
  })

  it('says once that it serves, and SIGTERM ends all', async () => {
    const pids = await workers()
    await child.stop()
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    expect(child.output().split('Latchkey is running at').length - 1).toBe(1)
  })
})
