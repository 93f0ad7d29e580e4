import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flushEvents } from '#lib/audit/record-event.ts'
import { listStatements } from '../../e2e/fixtures/count-queries.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { addUser, addViewer, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { provePassword } from './own-password.ts'

const client = { address: '192.0.2.7', agent: 'test', origin: '' }

// What a password alone costs: as many statements as before there were ceremonies. Each limit takes two.
const LIMIT = ['DELETE RateLimit', 'INSERT RateLimit']
const LIMITS = [...LIMIT, ...LIMIT, ...LIMIT]
const SIGN_IN = [
  ...LIMITS,
  'SELECT User',
  'SELECT Password',
  'DELETE RateLimit',
  ...LIMIT,
  ...LIMIT,
  // How many sessions the user has.
  'SELECT Session',
  'UPDATE User',
  'DELETE Session',
  'INSERT Session',
  'INSERT AuditEvent',
  'COMMIT',
]
const STEP_UP = [
  ...LIMIT,
  'SELECT Password',
  'DELETE RateLimit',
  'UPDATE Session',
  'INSERT AuditEvent',
]

describe.each(engines)('the statements on %s', engine => {
  let stop: () => Promise<void>
  let uid: string
  beforeAll(async () => {
    stop = await startStore(engine)
    uid = (await addUser()).uid
  }, 60_000)
  afterAll(() => stop())

  const list = async (act: () => Promise<unknown>) => {
    await flushEvents()
    return (await listStatements(act)).filter(text => text !== 'BEGIN')
  }
  const signIn = (wrong: { uid?: string; password?: string } = {}) =>
    signInByCookie({ uid, password: PASSWORD, ...wrong }, client)

  it('of a sign-in by password', async () => {
    expect(await list(signIn)).toEqual(SIGN_IN)
  })

  it('of a wrong password, and of an unknown user', async () => {
    const refused = [...LIMITS, 'SELECT User', 'SELECT Password']
    expect((await list(() => signIn({ password: 'wrong' }).catch(() => {}))).slice(0, 8)).toEqual(
      refused,
    )
    expect((await list(() => signIn({ uid: 'nobody' }).catch(() => {}))).slice(0, 7)).toEqual(
      refused.slice(0, 7),
    )
  })

  it('of a wrong password by an address, and of an unknown address', async () => {
    await addUser({ email: 'known@example.org', emailVerified: true })
    await addUser({ email: 'typed@example.org' })
    const refuse = (uid: string) =>
      list(() => signIn({ uid, password: 'wrong' }).catch(() => {})).then(all => all.slice(0, 8))
    const refused = ['SELECT User', ...LIMITS, 'SELECT User']
    for (const name of ['known', 'typed', 'nobody']) {
      expect(await refuse(`${name}@example.org`)).toEqual(refused)
    }
  })

  it('of a step-up by password', async () => {
    const viewer = await addViewer()
    expect(await list(() => provePassword(viewer, PASSWORD))).toEqual(STEP_UP)
  })
})
