import { expect, test } from 'vitest'
import { executeSql, selectOne } from '../../e2e/fixtures/database.ts'
import { engines, startScratch } from '../../e2e/fixtures/scratch.ts'
import { migrate } from '../../prisma/migrate.ts'
import { listMigrationNames } from '../../prisma/migrations.ts'

const ACCESS = '20261130130000_origin_access'

test.each(engines)(
  'an update leaves to the entries of before what they could do: on %s',
  async engine => {
    const scratch = await startScratch(engine)
    const databaseUrl = await scratch.createDatabase()
    const names = await listMigrationNames(engine)
    await migrate(databaseUrl, names[names.indexOf(ACCESS) - 1])
    const add = (origin: string) =>
      executeSql(
        { databaseUrl },
        `INSERT INTO "Origin" ("origin", "note", "mode", "enabled", "addedBy", "updatedAt")
          VALUES ('${origin}', '', 'both', true, 'admin', '2026-01-01 00:00:00')`,
      )
    const read = async (origin: string) => {
      const { access, passwords, chosen } = await selectOne<Record<string, unknown>>(
        { databaseUrl },
        `SELECT "access", "passwords", "chosen" FROM "Origin" WHERE "origin" = '${origin}'`,
      )
      return { access, passwords: Boolean(passwords), chosen: Boolean(chosen) }
    }
    await add('https://before.example')
    await migrate(databaseUrl)
    await add('https://after.example')
    expect(await read('https://before.example')).toEqual({
      access: 'administration',
      passwords: true,
      chosen: false,
    })
    expect(await read('https://after.example')).toEqual({
      access: 'users',
      passwords: false,
      chosen: true,
    })
    await scratch.stop()
  },
)
