import { statfsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '#lib/db/database-url.ts'
import { startChild } from '../../e2e/fixtures/child.ts'
import { postJson, send } from '../../e2e/fixtures/client.ts'
import { readTokenCookie } from '../../e2e/fixtures/people.ts'
import { startPostgres } from '../../e2e/fixtures/postgres.ts'
import { makeMember } from './crowd.ts'
import { type ExportMemory, measureExportMemory } from './export-memory.ts'
import { fillDatabase } from './fill.ts'
import { type Measured, measureLists, measureSignIns, type Side } from './measure.ts'
import { PASSWORD } from './password.ts'

/** What was measured on one engine. */
export type EngineResult = { engine: Engine; measured: Measured[]; memory: ExportMemory }

export const [LARGE_COUNT, SMALL_COUNT] = [1_000_000, 1000]
/** The space that a million users need on the disk, with temporary files. */
const MIN_FREE_BYTES = 4e9
const SECRET_KEY = 'bench-8d1f6a0c4e7b42d9a35e9c7016fb28d4'
const PORTS = { large: 5290, small: 5291 }

/**
 * Creates a database with a million users and one with a thousand on `engine`, measures server.ts on both, and removes
 * them.
 * @throws Error when the disk has too little space
 */
export async function measureUsers(engine: Engine): Promise<EngineResult> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-users-'))
  // The requests have cursors, which are sealed with the key of the servers.
  process.env.SECRET_KEY = SECRET_KEY
  const { bavail, bsize } = statfsSync(folder)
  const cleanUp: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    if (bavail * bsize < MIN_FREE_BYTES)
      throw new Error(`${folder} has less than ${MIN_FREE_BYTES / 1e9} GB free.`)
    const postgres = engine === 'postgresql' ? await startPostgres() : null
    if (postgres) cleanUp.unshift(() => postgres.stop())
    const start = async (name: keyof typeof PORTS, count: number) => {
      const databaseUrl = postgres
        ? await postgres.createDatabase()
        : `file:${join(folder, `${name}.db`)}`
      await fillDatabase(
        databaseUrl,
        count,
        createBar(`${engine}: ${count.toLocaleString('en')} users`),
      )
      const server = await startServer(PORTS[name], databaseUrl)
      cleanUp.unshift(() => server.stop())
      const answer = await postJson({ port: PORTS[name] }, '/api/authenticate', findAdministrator())
      const token = readTokenCookie(answer)
      return { pid: server.pid, side: { port: PORTS[name], count, token } satisfies Side }
    }
    const small = await start('small', SMALL_COUNT)
    const large = await start('large', LARGE_COUNT)
    process.stderr.write(`${engine}: measuring `)
    const measured = await measureLists(large.side, small.side)
    for (const cost of [4, 12] as const) {
      measured.push(await measureSignIns(large.side, small.side, cost))
    }
    process.stderr.write('\n')
    return { engine, measured, memory: await measureExportMemory(large.side, large.pid) }
  } finally {
    for (const undo of cleanUp) await undo()
  }
}

/** The credentials of the first enabled administrator of the crowd. */
function findAdministrator() {
  let one = makeMember(1)
  while (one.role !== 'Admin' || one.disabled) one = makeMember(one.id + 1)
  return { uid: one.uid, password: PASSWORD }
}

function startServer(port: number, databaseUrl: string) {
  const settings = {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    SECRET_KEY,
    ROLES: 'User,Editor,Admin',
    // The lowest cost of the crowd's hashes: with a higher one, sign-ins would rehash the cheap passwords.
    BCRYPT_COST: '4',
    SESSION_IDLE: '3600',
    SESSION_MAX: '604800',
    TRUST_PROXY: '1',
    MIGRATE: '0',
  }
  const answers = async () => (await send({ port }, { path: '/api/id' })).status === 401
  return startChild(['server.ts'], settings, answers)
}

/** A progress bar on a terminal; elsewhere a line for each tenth. */
function createBar(label: string): (share: number) => void {
  let shown = -1
  return share => {
    const tenths = Math.floor(share * 10)
    const bar = `${label} [${'#'.repeat(tenths * 2).padEnd(20, '·')}] ${Math.floor(share * 100)} %`
    if (process.stderr.isTTY) process.stderr.write(`\r${bar}${share === 1 ? '\n' : ''}`)
    else if (tenths > shown) process.stderr.write(`${bar}\n`)
    shown = tenths
  }
}
