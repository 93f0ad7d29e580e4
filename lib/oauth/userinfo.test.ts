import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { addClient, askForTokens, signInAtClient, toUrl } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInForTokens } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { readUserinfo } from './userinfo.ts'

describe.each(engines)('readUserinfo on %s', engine => {
  let stop: () => Promise<void>
  let clientId: string
  beforeAll(async () => {
    stop = await startStore(engine)
    clientId = await addClient()
  }, 60_000)
  afterAll(() => stop())

  const addPerson = async () => {
    const user = await addUser({ email: 'ada@example.org', dob: '1815-12-10' })
    await db().user.update({ where: { id: user.id }, data: { avatarKey: 'abc' } })
    return { user, viewer: (await signInViewer(user)).viewer }
  }
  const ask = (token: string) => {
    const headers = { Authorization: `Bearer ${token}` }
    return readUserinfo(new Request(toUrl('/api/userinfo'), { headers }))
  }
  const codeOf = (asked: Promise<unknown>) => asked.then(String, error => error.code)

  it('tells by scope who signed in', async () => {
    const { user, viewer } = await addPerson()
    const profile = {
      name: 'Ada Lovelace',
      preferred_username: user.uid,
      picture: toUrl(`/api/users/${user.uid}/pfp?v=abc`),
      birthdate: '1815-12-10',
      updated_at: expect.any(Number),
    }
    const email = { email: 'ada@example.org', email_verified: false }
    for (const [scope, more] of [
      ['openid', {}],
      ['openid profile', profile],
      ['openid email', email],
      ['openid profile email', { ...profile, ...email }],
    ] as const) {
      const { access_token } = await signInAtClient(viewer, clientId, { scope })
      expect(await ask(access_token)).toEqual({ sub: String(user.id), ...more })
    }
  })

  it('says of an address whether it is verified', async () => {
    const user = await addUser({ email: 'grace@example.org', emailVerified: true })
    const { viewer } = await signInViewer(user)
    const { access_token } = await signInAtClient(viewer, clientId, { scope: 'openid email' })
    expect(await ask(access_token)).toMatchObject({
      email: 'grace@example.org',
      email_verified: true,
    })
  })

  it('leaves out what there is not', async () => {
    const user = await addUser()
    const { access_token } = await signInAtClient((await signInViewer(user)).viewer, clientId)
    expect(await ask(access_token)).toEqual({
      sub: String(user.id),
      name: 'Ada Lovelace',
      preferred_username: user.uid,
      updated_at: expect.any(Number),
    })
  })

  it('goes by what the token may, not its session', async () => {
    const { user, viewer } = await addPerson()
    const { refresh_token } = await signInAtClient(viewer, clientId)
    const refresh = { grant_type: 'refresh_token', client_id: clientId }
    const narrow = await askForTokens({ ...refresh, refresh_token, scope: 'openid' })
    expect(await ask(narrow.access_token)).toEqual({ sub: String(user.id) })
    const none = await askForTokens({
      ...refresh,
      refresh_token: narrow.refresh_token,
      scope: 'email',
    })
    expect(await codeOf(ask(none.access_token))).toBe('insufficient_scope')
  })

  it('refuses what no client was given', async () => {
    const { user } = await addPerson()
    const sender = { address: '192.0.2.1', agent: 'test', origin: '' }
    const own = await signInForTokens({ uid: user.uid, password: PASSWORD }, sender)
    expect(await codeOf(ask(own.access_token))).toBe('insufficient_scope')
    expect(await codeOf(ask('x'))).toBe('token_invalid')
    expect(await codeOf(readUserinfo(new Request(toUrl('/api/userinfo'))))).toBe('token_missing')
  })
})
