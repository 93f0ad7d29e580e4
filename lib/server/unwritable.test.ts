import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db, getEngine } from '#lib/db/db.ts'
import { collectLog } from '../../e2e/fixtures/log.ts'
import { setReadOnly } from '../../e2e/fixtures/read-only.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { route } from './route.ts'

const { GET, POST } = route({
  async GET() {
    return Response.json(await db().rateLimit.count())
  },
  async POST() {
    await db().rateLimit.create({ data: { key: crypto.randomUUID().padEnd(2000), points: 1 } })
    return new Response(null, { status: 204 })
  },
})

const ask = (method: string, handler: typeof GET) =>
  handler(new Request('http://x/api', { method }), { params: Promise.resolve({}) })

/** Writes until a write fails. @returns its answer, and what was logged. */
async function writeUntilFailure() {
  const lines = collectLog('error')
  for (let left = 1000; left > 0; left--) {
    const answer = await ask('POST', POST)
    if (answer.status !== 204) return { answer, log: JSON.stringify(lines()) }
  }
  throw new Error('No write failed.')
}

/** Makes every write find the disk full, or not any more. */
async function setFull(on: boolean): Promise<void> {
  if (getEngine() === 'sqlite') {
    const [row] = await db().$queryRawUnsafe<{ page_count: number }[]>('PRAGMA page_count')
    const most = on ? row?.page_count : 1_000_000
    await db().$queryRawUnsafe(`PRAGMA max_page_count = ${most}`)
    return
  }
  // A test cannot fill the disk of Postgres, so a trigger raises the error of a full disk.
  await db().$executeRaw`CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END$$`
  if (on) {
    await db().$executeRaw`CREATE TRIGGER fail BEFORE INSERT ON "RateLimit" EXECUTE FUNCTION fail()`
  } else await db().$executeRaw`DROP TRIGGER fail ON "RateLimit"`
}

describe.each(engines)('a database on %s that accepts no writes', name => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(name)
  })
  afterAll(() => stop())

  it.each([
    ['is read-only', setReadOnly, /SQLITE_READONLY|25006/],
    ['has no disk left', setFull, /SQLITE_FULL|53100/],
  ])('503 while it %s: the log says why, reads and later writes go on', async (_, set, why) => {
    await set(true)
    const { answer, log } = await writeUntilFailure()
    expect(answer.status).toBe(503)
    expect(answer.headers.get('Retry-After')).toBe('5')
    expect(await answer.json()).toMatchObject({ code: 'database_down' })
    expect(log).toMatch(why)
    expect((await ask('GET', GET)).status).toBe(200)

    await set(false)
    expect((await ask('POST', POST)).status).toBe(204)
  })
})
