import { createServer, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDb, db } from '#lib/db/db.ts'
import { awaitInTime } from '#lib/db/query-timeout.ts'
import { env } from '#lib/env/env.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startStore } from '../../../e2e/fixtures/store.ts'
import { readDatabaseState } from './database-state.ts'

/** On a busy machine the database may answer too late the first time. */
const becomes = (state: string) => expect.poll(readDatabaseState, { timeout: 20_000 }).toBe(state)

describe.each(engines)('on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  it.each([
    ['rolled back', 'SET "rolled_back_at" = "started_at"', 'SET "rolled_back_at" = NULL'],
    ['not finished', 'SET "finished_at" = NULL', 'SET "finished_at" = "started_at"'],
    ['of another name', `SET "migration_name" = 'x' || "migration_name"`, ''],
  ])('it is behind when a migration is %s', async (_, breaking, mending) => {
    const change = (set: string) => db().$executeRawUnsafe(`UPDATE "_prisma_migrations" ${set}`)
    await becomes('current')
    await change(breaking)
    await becomes('behind')
    if (mending) await change(mending)
  })

  it('it is behind when there is no table of migrations', async () => {
    await db().$executeRawUnsafe('DROP TABLE "_prisma_migrations"')
    await becomes('behind')
  })
})

describe('without a database', () => {
  let stop: () => Promise<void>
  beforeEach(async () => {
    stop = await startStore('sqlite')
    await closeDb()
  })
  afterEach(async () => {
    vi.useRealTimers()
    await stop()
  })

  it.each(['file:/nowhere/latchkey.db', 'postgresql://me:it@127.0.0.1:1/latchkey'])(
    '%s is down',
    async url => {
      env().databaseUrl = url
      expect(await readDatabaseState()).toBe('down')
    },
  )

  it('a database that hangs is down within a second; one that answers others is current', async () => {
    const sockets: Socket[] = []
    const server = createServer(socket => sockets.push(socket))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    env().databaseUrl = `postgresql://me:it@127.0.0.1:${port}/latchkey`
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    vi.advanceTimersByTime(100_000)

    const states = [readDatabaseState(), readDatabaseState()]
    await vi.advanceTimersByTimeAsync(800)
    expect(await Promise.all(states)).toEqual(['down', 'down'])

    const later = readDatabaseState()
    await vi.advanceTimersByTimeAsync(700)
    await awaitInTime(Promise.resolve())
    await vi.advanceTimersByTimeAsync(100)
    expect(await later).toBe('current')

    for (const socket of sockets) socket.destroy()
    server.close()
  })
})
