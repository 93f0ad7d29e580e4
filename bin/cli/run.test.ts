import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEvents } from '#lib/audit/list.ts'
import { AuditQuery } from '#lib/audit/schema.ts'
import { closeDb } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, startStore } from '../../e2e/fixtures/store.ts'
import { runLatchkey, runLatchkeyJson } from '../../e2e/fixtures/terminal.ts'
import { findOperator } from './operator.ts'

describe.each(engines)('the command line on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    await addUser({ uid: 'toby', name: 'Thomas Edison' })
  }, 60_000)
  afterAll(() => stop())

  it('0: writes data to standard output only, for people and for programs', async () => {
    const { exit, out, err } = await runLatchkey(['user', 'show', 'TOBY'])
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatch(/^User ID: {8}toby\nName: +Thomas Edison\n/)
    expect(await runLatchkeyJson(['user', 'show', 'toby'])).toMatchObject({
      uid: 'toby',
      role: 'User',
    })
  })

  it('1: writes to standard error why a store refused', async () => {
    const { exit, out, err } = await runLatchkey(['user', 'show', 'nobody'])
    expect({ exit, out, err }).toEqual({ exit: 1, out: '', err: 'There is no user nobody.\n' })
    const { err: object } = await runLatchkey(['--json', 'user', 'show', 'nobody'])
    expect(JSON.parse(object)).toEqual({
      code: 'user_not_found',
      message: 'There is no user nobody.',
    })
  })

  it('2: does not try what it does not understand', async () => {
    for (const argv of [['usr'], ['user'], ['user', 'show'], ['user', 'show', 'a', 'b'], []]) {
      const { exit, out, err } = await runLatchkey(argv)
      expect({ argv, exit, out }).toEqual({ argv, exit: 2, out: '' })
      expect(err).not.toBe('')
    }
    expect((await runLatchkey(['usr'])).err).toContain('Did you mean user?')
    expect((await runLatchkey(['user', 'show', 'toby', '--loud'])).exit).toBe(2)
  })

  it('3: says what is not set up', async () => {
    const { databaseUrl } = env()
    await closeDb()
    const elsewhere = Object.assign(new URL('postgresql://u:pass@127.0.0.1:1/x'), {}).href
    env().databaseUrl = engine === 'sqlite' ? 'file:/nowhere/latchkey.db' : elsewhere
    const { exit, out, err } = await runLatchkey(['user', 'show', 'toby'])
    await closeDb()
    env().databaseUrl = databaseUrl
    expect({ exit, out }).toEqual({ exit: 3, out: '' })
    expect(err).toMatch(/^The database does not answer\. Check|^There is no SQLite file \/nowhere/)
    expect(err).not.toContain('pass')
  })

  it('3: says that DATABASE_URL cannot be used', async () => {
    const { databaseUrl } = env()
    await closeDb()
    env().databaseUrl =
      engine === 'sqlite'
        ? `file:${import.meta.filename}`
        : Object.assign(new URL(databaseUrl), { password: 'wrong' }).href
    const { exit, out, err } = await runLatchkey(['user', 'show', 'toby'])
    await closeDb()
    env().databaseUrl = databaseUrl
    expect({ exit, out }).toEqual({ exit: 3, out: '' })
    expect(err).toMatch(
      /^(The file|Postgres refuses the user or the password) of DATABASE_URL.*\n$/,
    )
  })

  it('records who ran a command, and that it was the command line', async () => {
    await runLatchkeyJson(['keys', 'rotate'])
    const query = AuditQuery.parse({ action: 'key_rotate', q: findOperator().uid })
    const [event] = (await listEvents(findOperator(), query)).events
    expect(event?.actor).toEqual({ id: null, uid: findOperator().uid })
    expect(event).toMatchObject({ browser: 'Latchkey command line', address: null })
    expect(event?.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })
})

it('has a help on every level', async () => {
  for (const argv of [['--help'], ['user', '--help'], ['user', 'show', '-h']]) {
    const { exit, out, err } = await runLatchkey(argv)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toContain('Usage: node bin/latchkey.mjs')
    expect(out).toContain('--json')
  }
})
