import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDatabase } from '#lib/db/connection.ts'
import { engines, type Scratch, startScratch } from '../e2e/fixtures/scratch.ts'
import { findMigrationsFolder, listMigrationNames } from './migrations.ts'
import { openForMigration } from './open-for-migration.ts'

const TICKETS = '20261130140000_tickets'

describe.each(engines)('the migration of links for a new password on %s', engine => {
  let scratch: Scratch
  beforeAll(async () => {
    scratch = await startScratch(engine)
  }, 60_000)
  afterAll(() => scratch.stop())

  test('carries every link over, of two at once the newer', async () => {
    const url = await scratch.createDatabase()
    const database = await openForMigration(url)
    const run = (sql: string) => database.adapter.executeScript(sql)
    const apply = async (name: string) =>
      run(await readFile(join(findMigrationsFolder(engine), name, 'migration.sql'), 'utf8'))
    for (const name of await listMigrationNames(engine)) {
      if (name < TICKETS) await apply(name)
    }
    const [made, ends] = ["'2026-11-29T10:00:00.000+00:00'", "'2026-11-30T10:00:00.000+00:00'"]
    for (const uid of ['ada', 'eve']) {
      await run(
        `INSERT INTO "User" ("uid", "uidKey", "name", "nameKey", "version", "updatedAt")
           VALUES ('${uid}', '${uid}', '${uid}', '${uid}', '${uid}', ${made})`,
      )
    }
    const add = (id: string, userId: number, usedAt = 'NULL') =>
      run(
        `INSERT INTO "PasswordReset" ("id", "userId", "createdAt", "expiresAt", "usedAt")
           VALUES ('${id}', ${userId}, ${made}, ${ends}, ${usedAt})`,
      )
    await add('spent', 1, made)
    await add('a', 2)
    await add('b', 2)
    await apply(TICKETS)
    await database.close()
    const { client, close } = connectDatabase(url)
    const createdAt = new Date('2026-11-29T10:00:00Z')
    const row = {
      kind: 'password_reset',
      email: null,
      emailKey: null,
      data: '',
      codeMac: null,
      tries: 0,
      createdAt,
      expiresAt: new Date('2026-11-30T10:00:00Z'),
    }
    expect(await client.ticket.findMany({ orderBy: { id: 'asc' } })).toEqual([
      { ...row, id: 'b', holder: 'user 2', userId: 2, usedAt: null },
      { ...row, id: 'spent', holder: 'user 1', userId: 1, usedAt: createdAt },
    ])
    await close()
  })
})
