import Database from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isDatabaseDown } from '#lib/db/database-fault.ts'
import { resolveSqlitePath } from '#lib/db/database-url.ts'
import { db, getEngine } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { setReadOnly } from '../../e2e/fixtures/read-only.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'

const client = { address: '192.0.2.7', agent: 'test', origin: '' }

describe.each(engines)('signing in on %s', name => {
  let stop: () => Promise<void>
  let uid: string
  beforeAll(async () => {
    stop = await startStore(name)
    uid = (await addUser()).uid
    await attempt()
  })
  afterAll(() => stop())

  const attempt = (password = PASSWORD) => signInByCookie({ uid, password }, client)
  const sessions = () => db().session.count()

  it('does not wait for a lock that somebody holds, and works when it is gone', async () => {
    const unlock = await lock()
    expect(isDatabaseDown(await attempt().catch(error => error))).toBe(true)
    await expect(attempt('not-the-password')).rejects.toThrow()
    await unlock()
    await attempt()
  })

  it('starts no session while nothing can be written, and works when it can', async () => {
    await setReadOnly(true)
    const before = await sessions()
    await expect(attempt()).rejects.toThrow()
    await expect(attempt('not-the-password')).rejects.toThrow('Invalid user id or password')
    expect(await sessions()).toBe(before)
    await setReadOnly(false)
    await attempt()
  })

  // This process cannot fill the disk of Postgres.
  if (name === 'postgresql') return
  it('fails while the disk is full, and works when it is not', async () => {
    const [row] = await db().$queryRawUnsafe<{ page_count: number }[]>('PRAGMA page_count')
    await db().$queryRawUnsafe(`PRAGMA max_page_count = ${row?.page_count}`)
    const fill = async () => {
      for (let left = 1000; left > 0; left--) await attempt()
    }
    await expect(fill()).rejects.toThrow()
    const before = await sessions()
    await expect(attempt()).rejects.toThrow()
    expect(await sessions()).toBe(before)
    await db().$queryRawUnsafe('PRAGMA max_page_count = 1000000')
    await attempt()
  })
})

/** Keeps every other connection from writing a user. @returns a function that ends that. */
async function lock(): Promise<() => Promise<void>> {
  if (getEngine() === 'sqlite') {
    const other = new Database(resolveSqlitePath(env().databaseUrl))
    other.exec('BEGIN IMMEDIATE')
    return async () => void other.close()
  }
  const other = new pg.Client({ connectionString: env().databaseUrl })
  await other.connect()
  await other.query('BEGIN; LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE')
  return () => other.end()
}
