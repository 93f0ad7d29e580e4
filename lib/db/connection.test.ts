import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSessionRow, makeUserRow } from '../../e2e/fixtures/rows.ts'
import { engines, type Scratch, startScratch } from '../../e2e/fixtures/scratch.ts'
import { migrate } from '../../prisma/migrate.ts'
import { connectDatabase } from './connection.ts'
import type { Connection } from './connection-type.ts'
import { isUniqueViolation } from './db.ts'

describe.each(engines)('%s', engine => {
  let scratch: Scratch
  let client: Connection['client']
  let close: Connection['close']

  beforeAll(async () => {
    scratch = await startScratch(engine)
    const url = await scratch.createDatabase()
    await migrate(url)
    ;({ client, close } = connectDatabase(url))
  }, 60_000)
  afterAll(async () => {
    await close()
    await scratch.stop()
  })

  test('a taken unique value is told from any other fault', async () => {
    await client.user.create({ data: makeUserRow('taken') })
    const again = await client.user.create({ data: makeUserRow('taken') }).catch(error => error)
    expect(isUniqueViolation(again)).toBe(true)

    const data = { userId: 999_999, hash: 'none' }
    const noSuchUser = await client.password.create({ data }).catch(error => error)
    expect(noSuchUser).toBeInstanceOf(Error)
    expect(isUniqueViolation(noSuchUser)).toBe(false)
  })

  test('a unique key is compared to the letter: folding is for the code', async () => {
    await client.user.create({ data: makeUserRow('case') })
    await client.user.create({ data: makeUserRow('CASE') })
    expect(await client.user.count({ where: { uidKey: { in: ['case', 'CASE', 'Case'] } } })).toBe(2)
  })

  test('a user takes password and sessions along', async () => {
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

  test('moments come back to the millisecond, in whatever zone the server is', async () => {
    const zone = process.env.TZ
    try {
      const { id } = await client.user.create({ data: makeUserRow('traveller') })
      for (const name of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
        process.env.TZ = name
        for (const moment of ['2026-03-08T07:30:00.123Z', '2026-11-01T05:30:00.000Z']) {
          const lastSignInAt = new Date(moment)
          await client.user.update({ where: { id }, data: { lastSignInAt } })
          const read = await client.user.findUniqueOrThrow({ where: { id } })
          expect(read.lastSignInAt).toEqual(lastSignInAt)
          expect(
            await client.user.count({ where: { id, lastSignInAt: { lte: lastSignInAt } } }),
          ).toBe(1)
          expect(
            await client.user.count({ where: { id, lastSignInAt: { lt: lastSignInAt } } }),
          ).toBe(0)
        }
      }
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  test('names are in one order on every engine: by code point', async () => {
    const keys = ['-', '1', '_', 'a-b', 'aa', 'z', 'ø', 'Ω']
    const sorted = keys.map(key => `order ${key}`)
    for (const name of sorted.toReversed()) await client.user.create({ data: makeUserRow(name) })
    const users = await client.user.findMany({
      where: { nameKey: { startsWith: 'order' } },
      orderBy: [{ nameKey: 'asc' }, { id: 'asc' }],
    })
    expect(users.map(user => user.nameKey)).toEqual(sorted)
  })

  test('of many compare-and-set updates at once, one wins', async () => {
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
