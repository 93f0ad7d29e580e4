import { chmodSync, copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../prisma/migrate.ts'
import { actAsRoot } from '../fixtures/as-root.ts'
import { mountDisk } from '../fixtures/full-disk.ts'
import { SECRET_KEY } from '../fixtures/host.ts'
import { installForService, SERVICE_USER } from '../fixtures/installation.ts'
import { LATER_MIGRATION } from '../fixtures/later-migration.ts'
import { requestResource } from '../fixtures/request-resource.ts'

// One cause has one sentence, whoever meets it: a start, a command or the doctor.

let installed: Awaited<ReturnType<typeof installForService>>
beforeAll(async () => {
  installed = await installForService({ SECRET_KEY, BCRYPT_COST: '4', PORT: '1' })
})
afterAll(() => installed?.remove())

const NEWER =
  'The database was migrated by a newer version of Latchkey than this one. Start that version again, or restore a backup from before: see docs/upgrade.md.'
const UNMIGRATED =
  'The database lacks migrations of this version. Run `npm run db:deploy`, or start with MIGRATE=1.'
const FULL =
  'The disk of the database is full. Free some space: the server goes on without a restart.'
const BUSY = 'The database is busy, or another process keeps it locked. Try again in a moment.'

/** What a start, a command that writes and the doctor say of the database at `databaseUrl`. */
async function ask(databaseUrl: string, variables: Record<string, string> = {}) {
  const settings = { ...variables, DATABASE_URL: databaseUrl }
  const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  const run = (...args: string[]) => installed.run(installed.srv, ...given, installed.node, ...args)
  const [start, command, doctor] = await Promise.all([
    run('server.ts'),
    run('bin/latchkey.mjs', 'user', 'create', 'ada', '--generate'),
    run('bin/latchkey.mjs', 'doctor', '--json'),
  ])
  const found: { check: string; state: string; says: string; fix: string }[] = JSON.parse(
    doctor.stdout,
  )
  const fault = found.find(({ check, state }) => check === 'Database' && state === 'fault')
  return {
    start: start.stderr.trim(),
    command: command.stderr.trim(),
    doctor: `${fault?.says} ${fault?.fix}`,
    codes: [start.code, command.code > 0, doctor.code],
  }
}

const everywhere = (sentence: string) => ({
  start: sentence,
  command: sentence,
  doctor: sentence,
  codes: [1, true, 1],
})

describe('SQLite', () => {
  let folder: string
  let migrated: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-faults-'))
    chmodSync(folder, 0o755)
    migrated = join(folder, 'migrated.db')
    await migrate(`file:${migrated}`)
  })
  afterAll(() => actAsRoot('rm', '--recursive', folder))

  /**
   * The URL of a database with every migration and no administrator, so that a start has to write. It belongs to the
   * user of the service once it is prepared.
   */
  async function createDatabase(prepare = (_file: string) => {}, parent = folder): Promise<string> {
    const own = mkdtempSync(join(parent, 'database-'))
    const file = join(own, 'latchkey.db')
    copyFileSync(migrated, file)
    prepare(file)
    await actAsRoot('chown', '--recursive', `${SERVICE_USER}:${SERVICE_USER}`, own)
    return file
  }

  it('a path that is not there', async () => {
    const sentence =
      'There is no SQLite file /nowhere/deep/latchkey.db. Check the path in DATABASE_URL. `npm run db:deploy` creates the file where this user may write.'
    expect(await ask('file:/nowhere/deep/latchkey.db')).toEqual(everywhere(sentence))
  })

  it('a path that is a folder', async () => {
    const sentence = `${installed.data} is a folder, and not a SQLite file. Add the name of a file to the path in DATABASE_URL.`
    expect(await ask(`file:${installed.data}`)).toEqual(everywhere(sentence))
  })

  it('a file that is no database', async () => {
    const file = await createDatabase(file =>
      writeFileSync(file, 'Dear Sir or Madam, '.repeat(100)),
    )
    const sentence =
      'The file of DATABASE_URL is not a SQLite database. Name another one, or restore a backup.'
    expect(await ask(`file:${file}`)).toEqual(everywhere(sentence))
  })

  it.each([
    ['no right to write', '0644'],
    ['no right to read', '0600'],
  ])('%s', async (_, mode) => {
    const file = await createDatabase()
    await actAsRoot('chown', 'root', file)
    await actAsRoot('chmod', mode, file)
    const sentence = `This user may not read and write ${file} and its folder. Run this as the user whom the server runs as, or give both to that user with chown.`
    expect(await ask(`file:${file}`)).toEqual(everywhere(sentence))
  })

  it('another process that keeps the file locked', async () => {
    let other: Database | undefined
    const file = await createDatabase(file => {
      other = new Database(file)
      other.exec('BEGIN IMMEDIATE')
    })
    onTestFinished(() => other?.close())
    expect(await ask(`file:${file}`)).toEqual(everywhere(BUSY))
  })

  it('a full disk', async () => {
    const disk = await mountDisk(4)
    onTestFinished(() => disk.unmount())
    const file = await createDatabase(() => {}, disk.folder)
    disk.fill()
    expect(await ask(`file:${file}`)).toEqual(everywhere(FULL))
  })

  it('a schema of a later version', async () => {
    const file = await createDatabase(file => {
      const database = new Database(file)
      database.exec(LATER_MIGRATION)
      database.close()
    })
    expect(await ask(`file:${file}`)).toEqual(everywhere(NEWER))
  })

  it('a database without tables', async () => {
    const file = await createDatabase(file => writeFileSync(file, ''))
    expect(await ask(`file:${file}`, { MIGRATE: '0' })).toEqual(everywhere(UNMIGRATED))
  })
})

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
    expect(await ask(change(wrong))).toEqual(everywhere(sentence))
  })

  it('a user without a right to the tables', async () => {
    await query(`CREATE ROLE weak LOGIN PASSWORD 'weak'`)
    const sentence =
      'The user of DATABASE_URL has no right to its tables in Postgres. Name the user who owns them, or grant the rights.'
    const answer = await ask(change({ username: 'weak', password: 'weak' }))
    expect(answer).toEqual(everywhere(sentence))
  })

  it('a database that is read-only', async () => {
    const name = new URL(url).pathname.slice(1)
    await query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`)
    const sentence =
      'Postgres takes no writes: it is a standby, or this database is set to read-only. Name the primary in DATABASE_URL, or set default_transaction_read_only to off.'
    expect(await ask(url)).toEqual(everywhere(sentence))
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
    expect(await ask(change({ pathname: '/small' }))).toEqual(everywhere(FULL))
  })

  it('a schema of a later version', async () => {
    await query(LATER_MIGRATION)
    expect(await ask(url)).toEqual(everywhere(NEWER))
  })

  it('a database without tables', async () => {
    await query('CREATE DATABASE empty')
    expect(await ask(change({ pathname: '/empty' }))).toEqual(everywhere(UNMIGRATED))
  })
})

async function queryOne(connectionString: string, text: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const answer = await client.query(text)
  await client.end()
  return answer
}
