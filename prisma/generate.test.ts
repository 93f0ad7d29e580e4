import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../e2e/fixtures/scratch.ts'
import { generateClients } from './generate.ts'
import { readSchema } from './schema.ts'

const generated = join(import.meta.dirname, '../lib/generated')

beforeAll(() => generateClients(), 60_000)

test('clients that are up to date are not generated again', async () => {
  const before = await stat(join(generated, 'sqlite/client.ts'))
  expect(await generateClients()).toBe(false)
  expect((await stat(join(generated, 'sqlite/client.ts'))).mtimeMs).toBe(before.mtimeMs)
})

describe.each(engines)('the client for %s', engine => {
  test('is for that engine', async () => {
    const text = await readFile(join(generated, engine, 'internal/class.ts'), 'utf8')
    expect(text).toContain(`"activeProvider": "${engine}"`)
  })

  test('runs in Node without a build', async () => {
    const { PrismaClient } = await import(join(generated, engine, 'client.ts'))
    expect(PrismaClient).toBeTypeOf('function')
  })
})

test('the Postgres schema differs from the SQLite schema only in provider and output', async () => {
  const [sqlite = [], postgresql = []] = await Promise.all(
    engines.map(async engine => (await readSchema(engine)).split('\n')),
  )
  const changed = postgresql.filter((line, index) => line !== sqlite[index])
  expect(postgresql).toHaveLength(sqlite.length)
  expect(changed.map(line => line.trim().replace(/\s+/g, ' '))).toEqual([
    'output = "../lib/generated/postgresql"',
    'provider = "postgresql"',
  ])
})
