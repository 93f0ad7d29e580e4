import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Client } from '#lib/http/client-address.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import {
  endEverySession,
  endOwnSession,
  endSession,
  endSessions,
} from '#lib/sessions/end-sessions.ts'
import { refreshSession } from '#lib/sessions/refresh.ts'
import { findSession } from '#lib/sessions/session.ts'
import { changeUsers } from '#lib/users/bulk.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import {
  createPasswordReset,
  findPasswordReset,
  spendPasswordReset,
} from '#lib/users/password-reset.ts'
import type { StoredUser } from '#lib/users/store.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { addClient, askForTokens } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { addWord } from '../../e2e/fixtures/ways/add-word.ts'
import { makeWord } from '../../e2e/fixtures/ways/word/word-way.ts'
import { continueSignIn } from './continue-sign-in.ts'
import { signIn } from './sign-in.ts'

const NEW_PASSWORD = 'another horse battery'
let count = 0

describe.each(engines)('an unfinished sign-in on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let user: StoredUser
  let client: Client
  beforeAll(async () => {
    stop = await startStore(engine)
    addWord()
    admin = await addViewer({ role: 'Admin' })
  }, 60_000)
  beforeEach(async () => {
    user = await addUser({ uid: `two${++count}` })
    client = { address: newAddress(), agent: 'test', origin: '' }
  })
  afterAll(() => stop())

  const begin = async (replaces: string | null = null): Promise<string> => {
    const wanted = { kind: 'cookie', replaces } as const
    const credentials = { uid: user.uid, password: PASSWORD }
    return (await signIn(credentials, client, wanted).catch(error => error)).authSession
  }
  const goOn = (secret: string) =>
    continueSignIn(secret, { code: makeWord(user.uid) }, client, { kind: 'cookie' }).then(
      () => 'ok',
      error => error.code,
    )

  it('lives for ten minutes', async () => {
    const secret = await begin()
    const set = (seconds: number) =>
      db().ceremony.updateMany({
        where: { userId: user.id },
        data: { expiresAt: new Date(Date.now() + seconds * 1000) },
      })
    await set(-1)
    expect(await goOn(secret)).toBe('invalid_session')
    await set(10)
    expect(await goOn(secret)).toBe('ok')
  })

  it.each<[string, () => Promise<unknown>]>([
    [
      'their password is changed',
      async () => {
        const { viewer } = await signInViewer(user)
        const changes = { password: NEW_PASSWORD, currentPassword: PASSWORD }
        await updateUser(viewer, { id: user.id }, changes, null)
      },
    ],
    [
      'an administrator sets another password',
      () => updateUser(admin, { id: user.id }, { password: NEW_PASSWORD }, null),
    ],
    [
      'their password is reset by a link',
      async () => {
        const { url } = await createPasswordReset(admin, { id: user.id })
        await spendPasswordReset(
          { token: new URL(url).hash.slice(1) },
          NEW_PASSWORD,
          client.address,
        )
      },
    ],
    ['they are disabled', () => updateUser(admin, { id: user.id }, { disabled: true }, null)],
    [
      'they are disabled and enabled again',
      async () => {
        await changeUsers(admin, { uids: [user.uid], action: 'disable' })
        await changeUsers(admin, { uids: [user.uid], action: 'enable' })
      },
    ],
    ['their role changes', () => updateUser(admin, { id: user.id }, { role: 'Admin' }, null)],
    ['they are deleted', () => deleteUser(admin, { id: user.id })],
    ['an administrator ends their sessions', () => endSessions(admin, user.id)],
    ['an administrator ends the sessions of everybody', () => endEverySession(admin)],
  ])('is over when %s', async (_, act) => {
    const secret = await begin()
    await act()
    expect(await goOn(secret)).toBe('invalid_session')
    expect(await db().session.count({ where: { userId: user.id, amr: 'pwd otp' } })).toBe(0)
  })

  it.each<[string, (viewer: Viewer) => Promise<unknown>]>([
    ['signs out', viewer => endOwnSession(viewer)],
    ['is signed out by itself', viewer => endSession(viewer, viewer.sessionId)],
    ['is signed out by an administrator', viewer => endSession(admin, viewer.sessionId, viewer)],
  ])('ends with the session of the same browser, which %s', async (_, end) => {
    const viewer = await addViewer()
    const secret = await begin(viewer.sessionId)
    await end(viewer)
    expect(await goOn(secret)).toBe('invalid_session')
  })

  it('is over when the session of the same browser has expired', async () => {
    const viewer = await addViewer()
    const secret = await begin(viewer.sessionId)
    await db().session.update({ where: { id: viewer.sessionId }, data: { expiresAt: new Date() } })
    expect(await goOn(secret)).toBe('invalid_session')
  })

  it('opens nothing else', async () => {
    const secret = await begin()
    for (const name of ['Authorization', 'Cookie']) {
      const value = name === 'Cookie' ? `jwt=${secret}` : `Bearer ${secret}`
      expect((await findSession(new Headers({ [name]: value }))).viewer).toBeNull()
    }
    const terms = { address: client.address, jkt: null, authenticate: async () => '' }
    await expect(refreshSession(secret, terms)).rejects.toMatchObject({ code: 'invalid_grant' })
    await expect(findPasswordReset({ token: secret }, client.address)).rejects.toMatchObject({
      code: 'reset_void',
    })
    const code = { grant_type: 'authorization_code', code: secret, code_verifier: secret }
    const asked = askForTokens({ ...code, client_id: await addClient() })
    await expect(asked).rejects.toMatchObject({ code: 'invalid_grant' })
    expect(await goOn(secret)).toBe('ok')
  })
})
