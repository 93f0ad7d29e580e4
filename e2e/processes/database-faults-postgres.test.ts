import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, it, onTestFinished } from 'vitest'
import { migrate } from '../../prisma/migrate.ts'
import { actAsRoot } from '../fixtures/as-root.ts'
import { FULL, installAsker, NEWER, UNMIGRATED } from '../fixtures/database-faults.ts'
import { mountDisk } from '../fixtures/full-disk.ts'
import { LATER_MIGRATION } from '../fixtures/later-migration.ts'
import { requestResource } from '../fixtures/request-resource.ts'

let asker: Awaited<ReturnType<typeof installAsker>>
beforeAll(async () => {
  asker = await installAsker()
})
afterAll(() => asker?.remove())

describe('Postgres', () => {
  let url: string
  beforeAll(async () => {
    url = await requestResource<string>('database-faults')
    await migrate(url)
  })

  const change = (part: Partial<URL>) => Object.assign(new URL(url), part).href
  const query = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }

  it.each<[what: string, wrong: Partial<URL>, sentence: string]>([
    [
      'a server that does not run',
      { port: '1' },
      'The database does not answer. Check that it runs, and that DATABASE_URL has its host and port.',
    ],
    [
      'a host that nobody knows',
      { hostname: 'db.invalid', search: '?sslmode=disable' },
      'The database does not answer. Check that it runs, and that DATABASE_URL has its host and port.',
    ],
    [
      'a name that Postgres does not know',
      { pathname: '/nowhere' },
      'Postgres has no database of the name in DATABASE_URL. Create it, then run `npm run db:deploy`.',
    ],
    [
      'a wrong password',
      { password: 'wrong' },
      'Postgres refuses the user or the password of DATABASE_URL. Correct them.',
    ],
    [
      'a wrong user',
      { username: 'nobody' },
      'Postgres refuses the user or the password of DATABASE_URL. Correct them.',
    ],
  ])('%s', async (_, wrong, sentence) => {
    await asker.expectSaid(change(wrong), sentence)
  })

  it('a user without a right to the tables', async () => {
    await query(`CREATE ROLE weak LOGIN PASSWORD 'weak'`)
    const sentence =
      'The user of DATABASE_URL has no right to its tables in Postgres. Name the user who owns them, or grant the rights.'
    await asker.expectSaid(change({ username: 'weak', password: 'weak' }), sentence)
  })

  it('a database that is read-only', async () => {
    const name = new URL(url).pathname.slice(1)
    await query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`)
    const sentence =
      'Postgres takes no writes: it is a standby, or this database is set to read-only. Name the primary in DATABASE_URL, or set default_transaction_read_only to off.'
    await asker.expectSaid(url, sentence)
    await query(
      'SET default_transaction_read_only = off',
      `ALTER DATABASE "${name}" RESET default_transaction_read_only`,
    )
  })

  it('a full disk', async () => {
    const disk = await mountDisk(64)
    const { rows } = await queryOne(url, `SELECT current_setting('data_directory') AS folder`)
    await actAsRoot('mkdir', join(disk.folder, 'space'))
    await actAsRoot('chown', `--reference=${rows[0]?.folder}`, join(disk.folder, 'space'))
    await query(
      `CREATE TABLESPACE small LOCATION '${join(disk.folder, 'space')}'`,
      'CREATE DATABASE small TABLESPACE small',
    )
    await migrate(change({ pathname: '/small' }))
    disk.fill()
    onTestFinished(async () => {
      await query('DROP DATABASE small WITH (FORCE)', 'DROP TABLESPACE small')
      await disk.unmount()
    })
    await asker.expectSaid(change({ pathname: '/small' }), FULL)
  })

  it('a schema of a later version', async () => {
    await query(LATER_MIGRATION)
    await asker.expectSaid(url, NEWER)
  })

  it('a database without tables', async () => {
    await query('CREATE DATABASE empty')
    await asker.expectSaid(change({ pathname: '/empty' }), UNMIGRATED)
  })
})

async function queryOne(connectionString: string, text: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const answer = await client.query(text)
  await client.end()
  return answer
}
