import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Engine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { closeDb, db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { readEverything } from '../../e2e/fixtures/backups.ts'
import { executeSql, selectOne } from '../../e2e/fixtures/database.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { makeScratchFolder } from '../../e2e/fixtures/scratch-folder.ts'
import { addUser, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'
import { migrate } from '../../prisma/migrate.ts'
import { listMigrationNames } from '../../prisma/migrations.ts'
import { computeChecksum } from './checksum.ts'

describe.each(engines)('a restore on %s', engine => {
  let stop: () => Promise<void>
  let file: string
  let before: object
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())
  beforeEach(async () => {
    await addUser()
    file = join(makeScratchFolder(), 'a.db')
    await runLatchkeyJson(['backup', '--out', file])
    await addUser()
    before = await readEverything(env().databaseUrl)
  })

  const now = () => readEverything(env().databaseUrl)
  const sign = async () => writeFileSync(`${file}.sha256`, `${await computeChecksum(file)}  a.db\n`)
  const refused = async (why: string, argv = ['--force']) => {
    await closeDb()
    const { exit, out, err } = await runLatchkey(['restore', file, ...argv])
    expect({ exit, out, err }).toEqual({ exit: 1, out: '', err: expect.stringContaining(why) })
    expect(await now()).toEqual(before)
  }

  it('does not replace a database that has users, unless it is forced to', async () => {
    await refused('Add --force', [])
    await closeDb()
    const { out } = await runLatchkey(['restore', file, '--force'])
    expect(out).toMatch(/^Restored 1 user from/)
    expect(Object.keys(await now())).toEqual(Object.keys(before))
    expect(await db().user.count()).toBe(1)
  })

  // These checks come before the database is opened, and so are the same for both engines.
  if (engine === 'sqlite') {
    it('is refused for a backup that was changed, or has no checksum', async () => {
      const bytes = readFileSync(file)
      bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
      writeFileSync(file, bytes)
      await refused('does not match its checksum')
      rmSync(`${file}.sha256`)
      await refused('is missing')
    })

    it('is refused for a file that is not a complete database, even with a good checksum', async () => {
      const bytes = readFileSync(file)
      writeFileSync(file, bytes.subarray(0, bytes.length / 2))
      await sign()
      await refused('not a complete Latchkey database')
      writeFileSync(file, 'uid,name\n')
      await sign()
      await refused('not a complete Latchkey database')
    })

    it('is refused for a backup of a newer schema', async () => {
      await executeSql(
        { databaseUrl: `file:${file}` },
        `UPDATE _prisma_migrations SET migration_name = '2999_x'
          WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`,
      )
      await sign()
      await refused('newer Latchkey')
    })
  }

  it('brings a backup of an older schema up to date', async () => {
    const [first] = await listMigrationNames('sqlite')
    rmSync(file)
    await migrate(`file:${file}`, first)
    await executeSql(
      { databaseUrl: `file:${file}` },
      `INSERT INTO "User" ("uid", "uidKey", "name", "nameKey", "version", "updatedAt")
        VALUES ('old', 'old', 'Old One', 'old one', 'v', '2026-01-01T00:00:00.000+00:00')`,
    )
    await sign()
    await closeDb()
    expect((await runLatchkey(['restore', file, '--force'])).exit).toBe(0)
    const old = await db().user.findUniqueOrThrow({ where: { uidKey: 'old' } })
    expect((await signInViewer(old)).viewer.uid).toBe('old')
  })

  it('leaves the old database when it is killed half-way, and can be repeated', async () => {
    await closeDb()
    const letGo = await holdUp(engine)
    const restoring = spawn(process.execPath, ['bin/latchkey.mjs', 'restore', file, '--force'], {
      env: { ...process.env, DATABASE_URL: env().databaseUrl },
      stdio: 'ignore',
    })
    const ended = once(restoring, 'exit')
    await waitUntilUnderWay(engine)
    restoring.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    await letGo()
    expect(await now()).toEqual(before)
    await closeDb()
    expect(await runLatchkey(['restore', file, '--force'])).toMatchObject({ exit: 0 })
    expect(await db().user.count()).toBeGreaterThan(0)
  })
})

describe('a restore of a SQLite file', () => {
  it('is refused while a server has it open', async () => {
    const stop = await startStore('sqlite')
    const file = join(makeScratchFolder(), 'a.db')
    await addUser()
    await runLatchkeyJson(['backup', '--out', file])
    await addUser()
    const { exit, err } = await runLatchkey(['restore', file, '--force'])
    expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining('Stop the server') })
    expect(await db().user.count()).toBe(2)
    await stop()
  })

  it('replaces a damaged database and its log when it is forced to, and fills an empty place', async () => {
    const stop = await startStore('sqlite')
    const file = join(makeScratchFolder(), 'a.db')
    await addUser()
    await runLatchkeyJson(['backup', '--out', file])
    await closeDb()
    const target = resolveSqlitePath(env().databaseUrl)
    const log = readFileSync(file)
    writeFileSync(target, log.subarray(0, 5000))
    writeFileSync(`${target}-wal`, log)
    expect((await runLatchkey(['restore', file])).err).toContain('is damaged')
    expect((await runLatchkey(['restore', file, '--force'])).exit).toBe(0)
    expect(await db().user.count()).toBe(1)
    await closeDb()
    rmSync(target)
    writeFileSync(`${target}-wal`, log)
    expect((await runLatchkey(['restore', file])).exit).toBe(0)
    expect(await db().user.count()).toBe(1)
    expect(readdirSync(dirname(target)).filter(name => name.includes('draft'))).toEqual([])
    await stop()
  })
})

/** Stops a restore half-way: after its checks, before it takes effect. @returns lets it go on. */
async function holdUp(engine: Engine): Promise<() => Promise<void>> {
  const { databaseUrl } = env()
  if (engine === 'sqlite') {
    const reader = new Database(resolveSqlitePath(databaseUrl))
    reader.prepare('SELECT count(*) FROM "User"').get()
    return async () => reader.close()
  }
  const holder = new pg.Client({ connectionString: databaseUrl })
  await holder.connect()
  await holder.query(
    `CREATE FUNCTION pause() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END $$;
    CREATE TRIGGER pause BEFORE INSERT ON "SearchTerm" EXECUTE FUNCTION pause();
    SELECT pg_advisory_lock(7)`,
  )
  return async () => {
    await holder.query('SELECT pg_advisory_unlock(7)')
    await holder.query('DROP TRIGGER pause ON "SearchTerm"')
    await holder.end()
  }
}

async function waitUntilUnderWay(engine: Engine): Promise<void> {
  if (engine === 'sqlite') {
    // The draft is there for a few milliseconds, which a poll would miss.
    for await (const { filename } of watch(dirname(resolveSqlitePath(env().databaseUrl)))) {
      if (filename?.endsWith('.draft')) return
    }
  }
  await expect.poll(isInserting, { interval: 20 }).toBe(true)
}

async function isInserting(): Promise<boolean> {
  // By a connection of its own: one of ours would count as a server's.
  const { count } = await selectOne<{ count: number }>(
    { databaseUrl: env().databaseUrl },
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE "query" LIKE 'INSERT INTO "SearchTerm"%' AND "datname" = current_database()`,
  )
  return count > 0
}
