import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scratch, startScratch } from '../../e2e/fixtures/scratch.ts'
import { isDatabaseDown } from './database-fault.ts'
import { closeDb, db, getEngine, isUniqueViolation } from './db.ts'
import { readSession } from './read-session.ts'

let scratch: Scratch

beforeAll(async () => {
  scratch = await startScratch('sqlite')
  Object.assign(process.env, {
    DATABASE_URL: await scratch.createMigrated(),
    SECRET_KEY: randomBytes(32).toString('hex'),
  })
})
afterAll(async () => {
  await closeDb()
  await scratch.stop()
})

test('one client serves the whole process, until it is closed', async () => {
  const first = db()
  expect(db()).toBe(first)
  expect(await first.user.count()).toBe(0)

  await closeDb()
  expect(db()).not.toBe(first)
  expect(await db().user.count()).toBe(0)
  expect(await readSession('none')).toBeNull()
})

test('closing twice does no harm', async () => {
  await closeDb()
  await closeDb()
})

test('the engine is that of DATABASE_URL', () => {
  expect(getEngine()).toBe('sqlite')
})

test.each([
  ['a plain error', new Error('no')],
  ['another code', Object.assign(new Error('no'), { code: 'P2025' })],
  ['no error at all', { code: 'P2002' }],
  ['nothing', undefined],
])('%s is neither a taken value nor a database that is down', (_, error) => {
  expect(isUniqueViolation(error)).toBe(false)
  expect(isDatabaseDown(error)).toBe(false)
})
