import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import type { Env } from '#lib/env/env-type.ts'
import { SETTINGS } from '#lib/env/settings.ts'
import { type Installation, readInstallation } from '#lib/server/installation/installation.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { findDifferences } from './differences.ts'

let stop: () => Promise<void>
let here: Installation
const read = () => readInstallation(env().secretKeys[0] ?? '')
beforeAll(async () => {
  stop = await startStore('sqlite')
  await addUser({ role: 'Admin' })
  here = await read()
})
afterAll(() => stop())

/** The finding about a server that differs from here in `changes`, and in no other respect. */
function differ(changes: Partial<Installation>) {
  const found = findDifferences({ ...here, ...changes }, here)
  expect(found).toHaveLength(1)
  return { says: found[0]?.says, fix: found[0]?.fix }
}
const withSettings = (settings: Record<string, string>) => ({
  settings: { ...here.settings, ...settings },
})

it('finds nothing where nothing differs', async () => {
  expect(findDifferences(await read(), here)).toEqual([])
})

describe('settings', () => {
  it('each is compared, except those that may differ', () => {
    const kept = Object.keys(env()).map(key => SETTINGS[key as keyof Env].name)
    const left = kept.filter(name => !(name in here.settings))
    expect(left.sort()).toEqual(['ADMIN_PASSWORD', 'ADMIN_UID', 'NODE_ENV', 'VERCEL'])
  })

  it('no secret is among what is told', async () => {
    env().metricsToken = 'a-metrics-token-of-24-bytes'
    env().databaseUrl = 'postgresql://latchkey:hunter2@db.example:5432/latchkey?sslmode=require'
    const told = await read()
    expect(told.database.place).toBe('latchkey@db.example:5432/latchkey')
    expect(told.settings.METRICS_TOKEN).toMatch(/^[\da-f]{32}$/)
    expect(JSON.stringify(told)).not.toMatch(/hunter2|a-metrics-token|a-key-of-32/)
  })

  it('says both values', () => {
    expect(differ(withSettings({ SIGNUP: 'open' }))).toEqual({
      says: 'The server runs with SIGNUP=open, and here it is SIGNUP=closed.',
      fix: expect.stringMatching(/^Restart the server\. /),
    })
  })

  it('of secrets it says only that they differ', () => {
    const other = '0'.repeat(32)
    expect(differ(withSettings({ SECRET_KEY: other })).says).toBe(
      'The server runs with another SECRET_KEY than the one here.',
    )
    expect(differ(withSettings({ METRICS_TOKEN: other })).says).toBe(
      'The server runs with another METRICS_TOKEN, and here it is not set.',
    )
  })

  it('names the shell where that sets them', () => {
    process.env.LOG_LEVEL = 'error'
    expect(differ(withSettings({ LOG_LEVEL: 'silent' })).fix).toMatch(/^This shell sets LOG_LEVEL,/)
    delete process.env.LOG_LEVEL
  })
})

describe('the place', () => {
  it('is no difference by itself', () => {
    expect(findDifferences({ ...here, folder: '/srv/latchkey', machine: 'other' }, here)).toEqual(
      [],
    )
  })

  it('explains the others', () => {
    const changes = { ...withSettings({ SESSION_MAX: '60' }), folder: '/srv/latchkey' }
    expect(differ(changes).fix).toBe(
      `You are in another folder (${process.cwd()}): run this in /srv/latchkey, or start the server from here.`,
    )
    expect(differ({ ...changes, machine: 'web-2' }).fix).toBe(
      'You are on another machine or outside the container: run this on web-2, in /srv/latchkey.',
    )
  })
})

describe('build and database', () => {
  it('says that there is another build, and nothing where there is none', () => {
    here.build = 'one'
    expect(differ({ build: 'two' }).says).toBe(
      'The server runs another build than the one in this folder.',
    )
    expect(findDifferences({ ...here, build: '' }, here)).toEqual([])
  })

  it('says that the file is another one, by whatever path', () => {
    const { database } = here
    const moved = { ...database, place: '/srv/other.db' }
    expect(findDifferences({ ...here, database: moved }, here)).toEqual([])
    expect(differ({ database: { ...moved, file: '0:0' } }).says).toContain(
      '/srv/other.db, and here',
    )
  })

  it('says that the file was replaced under a server that runs', () => {
    expect(differ({ database: { ...here.database, content: '0'.repeat(32) } })).toEqual({
      says: expect.stringContaining('it was replaced while the server ran'),
      fix: 'Restart the server.',
    })
  })
})
