import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeSessionRow, makeUserRow } from '../../e2e/fixtures/rows.ts'
import { engines, type Scratch, startScratch } from '../../e2e/fixtures/scratch.ts'
import { connectDatabase } from './connection.ts'
import type { Connection } from './connection-type.ts'
import { isUniqueViolation } from './db.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe.each(engines)('%s', engine => {
  let scratch: Scratch
  let client: Connection['client']
  let close: Connection['close']

  beforeAll(async () => {
    scratch = await startScratch(engine)
    ;({ client, close } = connectDatabase(await scratch.createMigrated()))
  })
  afterAll(async () => {
    await close()
    await scratch.stop()
  })

  test('a taken unique value is told apart from any other error', async () => {
    await client.user.create({ data: makeUserRow('taken') })
    const again = await client.user.create({ data: makeUserRow('taken') }).catch(error => error)
    expect(isUniqueViolation(again)).toBe(true)

    const data = { userId: 999_999, hash: 'none' }
    const noSuchUser = await client.password.create({ data }).catch(error => error)
    expect(noSuchUser).toBeInstanceOf(Error)
    expect(isUniqueViolation(noSuchUser)).toBe(false)
  })

  test('a unique key is compared exactly: the code folds case, not the database', async () => {
    await client.user.create({ data: makeUserRow('case') })
    await client.user.create({ data: makeUserRow('CASE') })
    expect(await client.user.count({ where: { uidKey: { in: ['case', 'CASE', 'Case'] } } })).toBe(2)
  })

  test('deleting a user deletes their password and sessions', async () => {
    const { id } = await client.user.create({
      data: {
        ...makeUserRow('leaver'),
        password: { create: { hash: 'x' } },
        sessions: { create: [makeSessionRow(), makeSessionRow()] },
      },
    })
    await client.user.delete({ where: { id } })
    expect(await client.password.count({ where: { userId: id } })).toBe(0)
    expect(await client.session.count({ where: { userId: id } })).toBe(0)
  })

  test('a moment is read as it was written, to the millisecond, in any time zone of the server', async () => {
    const { id } = await client.user.create({ data: makeUserRow('traveller') })
    for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
      vi.stubEnv('TZ', zone)
      for (const moment of ['2026-03-08T07:30:00.123Z', '2026-11-01T05:30:00.000Z']) {
        const lastSignInAt = new Date(moment)
        await client.user.update({ where: { id }, data: { lastSignInAt } })
        const read = await client.user.findUniqueOrThrow({ where: { id } })
        expect(read.lastSignInAt).toEqual(lastSignInAt)
        const count = (condition: object) =>
          client.user.count({ where: { id, lastSignInAt: condition } })
        expect(await count({ lte: lastSignInAt })).toBe(1)
        expect(await count({ lt: lastSignInAt })).toBe(0)
      }
    }
  })

  test('both engines sort names by code point', async () => {
    const keys = ['-', '1', '_', 'a-b', 'aa', 'z', 'ø', 'Ω']
    const sorted = keys.map(key => `order ${key}`)
    for (const name of sorted.toReversed()) await client.user.create({ data: makeUserRow(name) })
    const users = await client.user.findMany({
      where: { nameKey: { startsWith: 'order' } },
      orderBy: [{ nameKey: 'asc' }, { id: 'asc' }],
    })
    expect(users.map(user => user.nameKey)).toEqual(sorted)
  })

  test('of parallel compare-and-set updates, one wins', async () => {
    const { id } = makeSessionRow()
    await client.user.create({
      data: { ...makeUserRow('racer'), sessions: { create: { ...makeSessionRow(), id } } },
    })
    const revoke = () =>
      client.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } })
    const counts = await Promise.all(Array.from({ length: 20 }, revoke))
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(1)
  })

  test('a batch is written whole or not at all', async () => {
    const batch = client.$transaction([
      client.user.create({ data: makeUserRow('first') }),
      client.user.create({ data: makeUserRow('first') }),
    ])
    await expect(batch).rejects.toMatchObject({ code: 'P2002' })
    expect(await client.user.count({ where: { uidKey: 'first' } })).toBe(0)
  })
})
