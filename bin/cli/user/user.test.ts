import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { verifyPassword } from '#lib/passwords/password.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser, PASSWORD, signInViewer, startStore } from '../../../e2e/fixtures/store.ts'
import { makeKeyboard, runLatchkey, runLatchkeyJson } from '../../../e2e/fixtures/terminal.ts'
import { askHidden } from '../ask.ts'

const GOOD = 'tugboat ginger anvil'

type User = { uid: string; name: string; role: string; disabled: boolean; password?: string }

describe.each(engines)('latchkey user on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
    await addUser({ uid: 'boss', role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())

  const signsIn = async (uid: string, password: string) => {
    const { hash } = await db().password.findFirstOrThrow({ where: { user: { uid } } })
    return (await verifyPassword(password, hash)).ok
  }

  it('creates users who can sign in, with a password that is generated or piped in', async () => {
    const { exit, out } = await runLatchkey([
      'user',
      'create',
      'ada',
      '--generate',
      '--role',
      'Admin',
    ])
    const password = /\(shown only once\): (\S{20})\n/.exec(out)?.[1] ?? ''
    expect({ exit, line: out.split('\n')[0] }).toEqual({ exit: 0, line: 'Created ada, Admin.' })
    expect(await signsIn('ada', password)).toBe(true)
    const bob = await runLatchkeyJson<User>(
      ['user', 'create', 'bob', '--name', 'Bob Böll', '--dob', '2001-02-03', '--password-stdin'],
      `${GOOD}\nanother line\n`,
    )
    expect(bob).toMatchObject({ uid: 'bob', name: 'Bob Böll', role: 'User', dob: '2001-02-03' })
    expect(bob).not.toHaveProperty('password')
    expect(await signsIn('bob', GOOD)).toBe(true)
  })

  it('says what is wrong with a new user, and accepts no password as an argument', async () => {
    const weak = await runLatchkey(['user', 'create', 'eve', '--password-stdin'], 'password\n')
    expect(weak).toMatchObject({ exit: 1, out: '' })
    expect((await runLatchkey(['user', 'create', 'boss', '--generate'])).err).toContain('is taken')
    const role = await runLatchkey(['user', 'create', 'eve', '--generate', '--role', 'King'])
    expect(role.err).toBe('The role must be one of User, Admin.\n')
    expect(await runLatchkey(['user', 'create', 'eve'])).toMatchObject({ exit: 2, out: '' })
    expect((await runLatchkey(['user', 'create', 'eve', '--password', GOOD])).exit).toBe(2)
    expect((await runLatchkey(['user', 'show', 'eve'])).exit).toBe(1)
  })

  it('lists users and finds them by a search', async () => {
    for (const name of ['Carl Orff', 'Carla Bley']) await addUser({ name })
    const { out } = await runLatchkey(['user', 'list', 'carl', '--sort', '-name'])
    expect(out).toMatch(
      /^USER ID +NAME +ROLE.*\n\S+ +Carla Bley .*\n\S+ +Carl Orff .*\n\n2 users\.\n$/,
    )
    const page = await runLatchkeyJson<{ users: User[]; next: string; total: number }>([
      'user',
      'list',
      'carl',
      '--limit',
      '1',
    ])
    expect(page.total).toBe(2)
    const rest = await runLatchkeyJson<{ users: User[] }>([
      'user',
      'list',
      'carl',
      '--after',
      page.next,
    ])
    expect([...page.users, ...rest.users]).toHaveLength(2)
    expect((await runLatchkey(['user', 'list', '--status', 'odd'])).exit).toBe(1)
  })

  it('changes role and status, which ends sessions, but not of the last administrator', async () => {
    const user = await addUser()
    const session = await signInViewer(user)
    expect((await runLatchkey(['user', 'set-role', user.uid, 'Admin'])).out).toContain('role Admin')
    expect(await session.lasts()).toBe(false)
    const others = await runLatchkey(['user', 'disable', user.uid, 'nobody', 'ada', 'boss'])
    expect(others.exit).toBe(1)
    expect(others.out.split('\n').slice(0, 3)).toEqual([
      `${user.uid}: disabled`,
      'nobody: There is no user nobody.',
      'ada: disabled',
    ])
    expect(others.out).toContain('boss: boss is the last administrator who can sign in.')
    const back = await runLatchkeyJson(['user', 'enable', user.uid, 'ada'])
    expect(back).toEqual([user.uid, 'ada'].map(uid => ({ uid, ok: true })))
  })

  it('deletes users only after a confirmation', async () => {
    const { uid } = await addUser()
    expect((await runLatchkey(['user', 'delete', uid])).exit).toBe(2)
    expect(await runLatchkey(['user', 'delete', uid, '--yes'])).toMatchObject({ exit: 0 })
    expect((await runLatchkey(['user', 'show', uid])).exit).toBe(1)
  })

  it('creates a link for a new password, or sets one, which ends sessions', async () => {
    const user = await addUser()
    const link = await runLatchkeyJson<{ url: string }>(['user', 'reset-password', user.uid])
    expect(link.url).toMatch(/^http:\/\/localhost:3000\/reset#[\w-]{43}$/)
    const session = await signInViewer(user)
    const argv = ['user', 'reset-password', user.uid, '--generate']
    const { password = '' } = await runLatchkeyJson<User>(argv)
    expect(await session.lasts()).toBe(false)
    expect([await signsIn(user.uid, PASSWORD), await signsIn(user.uid, password)]).toEqual([
      false,
      true,
    ])
  })
})

it('asks for a password without showing it', async () => {
  const { stdin, modes } = makeKeyboard('geß\x7fheim\x08n\r')
  const shown: string[] = []
  const err = { write: (text: string) => shown.push(text) }
  const terminal = { stdin, err, out: err, json: false, folder: '/' } as never
  expect(await askHidden(terminal, 'Password: ')).toBe('gehein')
  expect({ modes, shown }).toEqual({ modes: [true, false], shown: ['Password: ', '\n'] })
  stdin.write('x\x03')
  await expect(askHidden(terminal, '')).rejects.toMatchObject({ exit: 130 })
})
