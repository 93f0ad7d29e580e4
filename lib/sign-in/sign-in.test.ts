import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { readPasswordStats } from '#lib/passwords/password.ts'
import { findSession } from '#lib/sessions/session.ts'
import { updateUser } from '#lib/users/edit.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { addUser, PASSWORD as password, startStore } from '../../e2e/fixtures/store.ts'

const from = (address: string) => ({ address, agent: 'test', origin: '' })
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'ok',
    error => error.code,
  )
const viewerOf = async (token: string) =>
  (await findSession(new Headers({ Authorization: `Bearer ${token}` }))).viewer

let stop: () => Promise<void>
beforeAll(async () => {
  stop = await startStore('sqlite')
  for (const uid of ['toby', 'niko', 'hop']) await addUser({ uid })
  await db().user.updateMany({ where: { uid: 'hop' }, data: { disabled: true } })
})
afterAll(() => stop())

describe('signIn', () => {
  it('starts a session whose token names the user', async () => {
    const { token } = await signInByCookie({ uid: 'TOBY', password }, from('192.0.2.1'))
    expect(await viewerOf(token)).toMatchObject({ uid: 'toby', role: 'User' })
  })

  it('ends the session that it replaces', async () => {
    const before = await signInByCookie({ uid: 'toby', password }, from('192.0.2.1'))
    await signInByCookie({ uid: 'toby', password }, from('192.0.2.1'), before.sessionId)
    expect(await viewerOf(before.token)).toBeNull()
  })

  it.each([
    ['an unknown uid', 'nobody', password],
    ['a wrong password', 'toby', 'wrong'],
    ['no password', 'toby', ''],
    ['a disabled user', 'hop', password],
    ['an impossible uid', 'a\0b', password],
    ['a very long uid', 'x'.repeat(60_000), password],
  ])('answers %s in the same way, after one hash', async (_case, uid, attempt) => {
    const { evaluated } = readPasswordStats()
    const refusal = await signInByCookie({ uid, password: attempt }, from('192.0.2.2')).catch(
      e => e,
    )
    expect(refusal.body).toEqual({
      message: 'Invalid user id or password',
      error: 'Unauthorized',
      code: 'invalid_credentials',
      data: null,
    })
    expect(readPasswordStats().evaluated).toBe(evaluated + 1)
  })

  it('evaluates exactly as many of 50 parallel guesses as the limit allows', async () => {
    const { evaluated } = readPasswordStats()
    const guesses = Array.from({ length: 50 }, (_, i) =>
      codeOf(
        signInByCookie({ uid: i % 2 ? 'niko' : 'NIKO', password: 'guess' }, from('192.0.2.3')),
      ),
    )
    const codes = await Promise.all(guesses)
    expect(codes.filter(code => code === 'limited')).toHaveLength(30)
    expect(readPasswordStats().evaluated).toBe(evaluated + 20)
  })

  it('refuses even the right password while limited, but not from elsewhere', async () => {
    expect(await codeOf(signInByCookie({ uid: 'niko', password }, from('192.0.2.3')))).toBe(
      'limited',
    )
    expect(await codeOf(signInByCookie({ uid: 'niko', password }, from('192.0.2.4')))).toBe('ok')
  })

  it('leaves no session from a password that is changed during the sign-in', async () => {
    const user = await addUser({ uid: 'lex' })
    const { token } = await signInByCookie({ uid: 'lex', password }, from('192.0.2.7'))
    const viewer = await viewerOf(token)
    const attempts = Array.from({ length: 15 }, () =>
      signInByCookie({ uid: 'lex', password }, from('192.0.2.8')).catch(() => null),
    )
    const change = { password: 'another horse battery', currentPassword: password }
    if (viewer) await updateUser(viewer, { id: user.id }, change, null)
    for (const session of await Promise.all(attempts)) {
      if (session) expect(await viewerOf(session.token)).toBeNull()
    }
    expect(await codeOf(signInByCookie({ uid: 'lex', password }, from('192.0.2.9')))).not.toBe('ok')
  })

  it('does not count attempts that succeed', async () => {
    for (let i = 0; i < 25; i++) {
      expect(await codeOf(signInByCookie({ uid: 'toby', password }, from('192.0.2.5')))).toBe('ok')
    }
  })
})

describe('findSession', () => {
  const signedIn = () => signInByCookie({ uid: 'toby', password }, from('192.0.2.6'))

  it('refuses a revoked session at once', async () => {
    const { token, sessionId } = await signedIn()
    await db().session.update({ where: { id: sessionId }, data: { revokedAt: new Date() } })
    expect(await viewerOf(token)).toBeNull()
  })

  it('refuses a session past its end even if its token has not expired', async () => {
    const { token, sessionId } = await signedIn()
    await db().session.update({ where: { id: sessionId }, data: { expiresAt: new Date() } })
    expect(await viewerOf(token)).toBeNull()
  })

  it('refuses the session of a user who has been disabled since', async () => {
    const { token } = await signedIn()
    await db().user.updateMany({ where: { uid: 'toby' }, data: { disabled: true } })
    expect(await viewerOf(token)).toBeNull()
    await db().user.updateMany({ where: { uid: 'toby' }, data: { disabled: false } })
  })

  it('finds a renewal due past half of the idle time, by cookie only, and never past the maximum', async () => {
    const { token, sessionId } = await signedIn()
    const cookie = new Headers({ Cookie: `jwt=${token}` })
    const renewalOf = async (headers: Headers) => {
      const result = await findSession(headers)
      return result.viewer && result.renewal
    }
    const set = (data: { expiresAt: Date; createdAt?: Date }) =>
      db().session.update({ where: { id: sessionId }, data })
    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

    await set({ expiresAt: inMinutes(31) })
    expect(await renewalOf(cookie)).toBeNull()
    await set({ expiresAt: inMinutes(29) })
    expect(Number(await renewalOf(cookie))).toBeGreaterThan(+inMinutes(59))
    expect(await renewalOf(new Headers({ Authorization: `Bearer ${token}` }))).toBeNull()
    const createdAt = inMinutes(-7 * 24 * 60 + 29)
    await set({ expiresAt: inMinutes(29), createdAt })
    expect(await renewalOf(cookie)).toBeNull()
  })
})
