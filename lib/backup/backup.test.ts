import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectDatabase } from '#lib/db/connection.ts'
import { closeDb, db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { fillStore, growStore, readEverything } from '../../e2e/fixtures/backups.ts'
import { engines, type Scratch, startScratch } from '../../e2e/fixtures/scratch.ts'
import { makeScratchFolder } from '../../e2e/fixtures/scratch-folder.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'
import { type Backup, writeBackup } from './backup.ts'

const codeOf = ({ code }: { code: string }) => code
const client = { address: '192.0.2.7', agent: 'test', origin: '' }

describe.each(engines)('a backup of %s', engine => {
  let stop: () => Promise<void>
  let scratches: Scratch[]
  beforeAll(async () => {
    stop = await startStore(engine)
    scratches = await Promise.all(engines.map(startScratch))
    await fillStore()
  })
  afterAll(async () => {
    await Promise.all(scratches.map(scratch => scratch.stop()))
    await stop()
  })

  it('is one private file with a checksum and an audit event, and overwrites no file', async () => {
    const out = join(makeScratchFolder(), 'new', 'a.db')
    const backup = await runLatchkeyJson<Backup>(['backup', '--out', out])
    expect(backup).toMatchObject({ file: out, rows: { User: 2, Password: 2, Avatar: 1 } })
    expect(readFileSync(`${out}.sha256`, 'utf8')).toBe(`${backup.sha256}  a.db\n`)
    expect([out, `${out}.sha256`].map(file => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
    const again = await runLatchkey(['backup', '--out', out])
    expect(again).toMatchObject({ exit: 1, err: expect.stringContaining('already exists') })
    const { detail } = await db().auditEvent.findFirstOrThrow({ where: { action: 'backup' } })
    expect(JSON.parse(detail)).toEqual({ sha256: backup.sha256 })
  })

  it.each(engines)(
    'restored on %s has every row but what may be revoked, and everybody can sign in there',
    async other => {
      const { databaseUrl } = env()
      const [first, second] = [join(makeScratchFolder(), '1.db'), join(makeScratchFolder(), '2.db')]
      const before = await readEverything(databaseUrl)
      await runLatchkeyJson(['backup', '--out', first])
      const elsewhere = await scratches[engines.indexOf(other)]?.createDatabase()
      const back = await scratches[engines.indexOf(engine)]?.createDatabase()
      await closeDb()
      try {
        env().databaseUrl = elsewhere as string
        await runLatchkeyJson(['restore', first])
        const { session = [], ...restored } = await readEverything(env().databaseUrl)
        const { session: had = [], ...kept } = before
        expect(restored).toEqual({ ...kept, signingKey: [], ticket: [] })
        expect(session).toHaveLength(had.length)
        for (const row of session) expect(row).toMatch(/"revokedAt":"\d/)
        for (const { uid } of await db().user.findMany()) {
          // On a busy machine a sign-in may be told to try again.
          const signIn = () =>
            signInByCookie({ uid, password: PASSWORD }, client).then(() => 'in', codeOf)
          await expect.poll(signIn).toBe('in')
        }
        // No ID is given out twice.
        const { id } = await addUser()
        await db().user.delete({ where: { id } })
        expect(before.user?.length).toBe(2)
        expect(id).toBe(4)
        const { session: _, ...moved } = await readEverything(env().databaseUrl)
        await runLatchkeyJson(['backup', '--out', second])
        await closeDb()
        env().databaseUrl = back as string
        await runLatchkeyJson(['restore', second])
        const { session: ended, ...again } = await readEverything(env().databaseUrl)
        expect(again).toEqual(moved)
        for (const row of ended ?? []) expect(row).toMatch(/"revokedAt":"\d/)
        expect(await db().auditEvent.count({ where: { action: 'restore' } })).toBe(2)
      } finally {
        await closeDb()
        env().databaseUrl = databaseUrl
      }
    },
  )

  it('shows one moment although others keep writing, and does not block them', async () => {
    await growStore()
    const { databaseUrl } = env()
    const file = join(makeScratchFolder(), 'a.db')
    const writer = await startWriter(databaseUrl)
    const steps: number[] = []
    const at = () => {
      // SQLite copies in this thread: others can write only between two steps.
      if (engine === 'sqlite') writer.waitForMore()
      steps.push(writer.written())
    }
    await writeBackup(databaseUrl, file, { at, stage: () => {} })
    await expect.poll(() => writer.written()).toBeGreaterThan(steps[0] ?? 0)
    await writer.stop()
    const { client: copy, close } = connectDatabase(`file:${file}`)
    const early = await copy.auditEvent.count({ where: { action: 'pair' } })
    const late = await copy.rateLimit.count({ where: { key: { startsWith: 'pair' } } })
    await close()
    expect(early).toBe(late)
    expect(late).toBeGreaterThan(0)
    expect(late).toBeLessThan(writer.written())
    // A copy that restarts after each write takes more steps, or never ends.
    if (engine === 'sqlite') expect(steps.length).toBeLessThan(5)
  })
})

it('leaves no file behind when it is interrupted', async () => {
  const stop = await startStore('postgresql')
  const { databaseUrl } = env()
  const folder = makeScratchFolder()
  const holder = new pg.Client({ connectionString: databaseUrl })
  await holder.connect()
  await holder.query('BEGIN; LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE')
  const backup = spawn(
    process.execPath,
    ['bin/latchkey.mjs', 'backup', '--out', join(folder, 'a.db')],
    { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: 'ignore' },
  )
  const ended = once(backup, 'exit')
  await expect.poll(() => readdirSync(folder).length).toBeGreaterThan(0)
  backup.kill('SIGINT')
  expect(await ended).toEqual([130, null])
  expect(readdirSync(folder)).toEqual([])
  await holder.end()
  await stop()
})

/** Starts a process that writes pairs of rows, each pair in one transaction. */
async function startWriter(databaseUrl: string) {
  const script = new URL('../../e2e/fixtures/pair-writer.ts', import.meta.url).pathname
  const tally = join(makeScratchFolder(), 'written')
  const child = spawn(process.execPath, [script, databaseUrl, tally], { stdio: 'inherit' })
  const written = () => (existsSync(tally) ? statSync(tally).size : 0)
  const waitForMore = () => {
    const [before, deadline] = [written(), Date.now() + 30_000]
    while (written() === before) {
      if (Date.now() > deadline) throw new Error('The writer is blocked.')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
  await expect.poll(written, { interval: 20 }).toBeGreaterThan(0)
  return {
    written,
    waitForMore,
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}
