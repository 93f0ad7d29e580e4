import { createServer } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scratch, startScratch } from '../../e2e/fixtures/scratch.ts'
import { migrate } from '../../prisma/migrate.ts'
import { connectDatabase } from './connection.ts'
import { buildPostgresConfig } from './postgres-config.ts'

const URL_OF_DB = 'postgresql://me:p%40ss@db.example/latchkey'

/** What the driver makes of `databaseUrl`. */
function readClient(databaseUrl: string) {
  const { config } = buildPostgresConfig(databaseUrl, 3000)
  const client = new pg.Client(config) as pg.Client & { connectionParameters: { options: string } }
  const { host, port, user, password, database, ssl } = client
  return { host, port, user, password, database, ssl, client, config }
}

test('a URL without parameters stays as it is', () => {
  const { client: _, config, ...read } = readClient(URL_OF_DB)
  const place = { host: 'db.example', port: 5432, database: 'latchkey' }
  expect(read).toEqual({ ...place, user: 'me', password: 'p@ss', ssl: false })
  expect(config).toEqual({ connectionString: URL_OF_DB, connectionTimeoutMillis: 3000 })
})

test.each([
  ['disable', false],
  ['no-verify', { rejectUnauthorized: false }],
  ['require', {}],
  ['verify-full', {}],
])('sslmode=%s, without a warning', (mode, ssl) => {
  const warnings: unknown[] = []
  const { emitWarning } = process
  process.emitWarning = (warning: unknown) => void warnings.push(warning)
  expect(readClient(`${URL_OF_DB}?sslmode=${mode}`).ssl).toEqual(ssl)
  process.emitWarning = emitWarning
  expect(warnings).toEqual([])
})

test('connect_timeout, connection_limit and channel_binding are what the driver calls them', () => {
  const query = 'connect_timeout=15&connection_limit=3&channel_binding=require&pgbouncer=true'
  expect(buildPostgresConfig(`${URL_OF_DB}?${query}`, 3000).config).toEqual({
    connectionString: URL_OF_DB,
    connectionTimeoutMillis: 15_000,
    max: 3,
    enableChannelBinding: true,
  })
})

test('schema becomes the search path, beside other options; public is none', () => {
  const options = encodeURIComponent('-c lock_timeout=5s')
  const { config, schema } = buildPostgresConfig(`${URL_OF_DB}?schema=lk&options=${options}`, 1)
  expect(schema).toBe('lk')
  const said = new URL(config.connectionString ?? '').searchParams.get('options')
  expect(said).toBe('-c lock_timeout=5s -c search_path="lk"')
  expect(buildPostgresConfig(`${URL_OF_DB}?schema=public`, 1)).toMatchObject({
    schema: undefined,
    config: { connectionString: URL_OF_DB },
  })
})

describe('on Postgres', () => {
  let scratch: Scratch
  beforeAll(async () => {
    scratch = await startScratch('postgresql')
  })
  afterAll(() => scratch.stop())

  const count = async (url: string, schema: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(
      'SELECT count(*)::int AS count FROM information_schema.tables WHERE table_schema = $1',
      [schema],
    )
    await client.end()
    return rows[0].count as number
  }

  test('schema: everything is in it, and two of them do not see each other', async () => {
    const url = await scratch.createDatabase()
    const [first, second] = [`${url}?schema=First_1`, `${url}?schema=second`]
    // Two processes start at once.
    const applied = await Promise.all([migrate(first), migrate(first)])
    expect(applied.map(names => names.length > 0).toSorted()).toEqual([false, true])
    expect(await count(url, 'First_1')).toBeGreaterThan(5)
    expect(await count(url, 'public')).toBe(0)
    expect((await migrate(second)).length).toBeGreaterThan(0)
    const [a, b] = [connectDatabase(first), connectDatabase(second)]
    await a.client.origin.create({
      data: { origin: 'https://a.example', note: '', mode: 'both', enabled: true, addedBy: 'x' },
    })
    expect(await a.client.$queryRaw`SELECT "origin" FROM "Origin"`).toHaveLength(1)
    expect(await b.client.origin.count()).toBe(0)
    expect(await b.readSession('nobody')).toBeNull()
    await Promise.all([a.close(), b.close()])
  })

  test('connect_timeout: the wait for a server that says nothing ends', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await new Promise(resolve => silent.once('listening', resolve))
    const { port } = silent.address() as { port: number }
    const { client, close } = connectDatabase(
      `postgresql://me:it@127.0.0.1:${port}/x?connect_timeout=1`,
    )
    await expect(client.origin.count()).rejects.toThrow()
    await close()
    silent.close()
  })
})
