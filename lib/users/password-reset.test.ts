import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { restartWithKeys } from '#lib/sessions/key-ring.fixture.ts'
import { openSession } from '#lib/sessions/open-session.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { canSignIn } from '../../e2e/fixtures/sign-in.ts'
import { addUser, addViewer, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { updateUser } from './edit.ts'
import { createPasswordReset, findPasswordReset, spendPasswordReset } from './password-reset.ts'
import { findUser, type StoredUser } from './store.ts'

const NEW = 'a quite different one'
const VOID = { status: 404, code: 'reset_void' }

describe.each(engines)('password resets on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let user: StoredUser
  let home: string

  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
  }, 60_000)
  beforeEach(async () => {
    user = await addUser()
    home = newAddress()
  })
  afterAll(() => stop())

  const make = async () => {
    const { url, expiresAt } = await createPasswordReset(admin, user)
    return { token: new URL(url).hash.slice(1), url: new URL(url), expiresAt }
  }
  it('sets the password, ends every session, and works once', async () => {
    const sessions = [await signInViewer(user), await signInViewer(user)]
    const stranger = await signInViewer(await addUser())
    const { token } = await make()
    expect(await findPasswordReset({ token }, home)).toMatchObject({
      userId: user.id,
      uid: user.uid,
    })
    expect(await spendPasswordReset({ token }, NEW, home)).toEqual({ uid: user.uid })
    for (const session of sessions) expect(await session.lasts()).toBe(false)
    expect(await stranger.lasts()).toBe(true)
    expect([await canSignIn(user.uid, PASSWORD), await canSignIn(user.uid, NEW)]).toEqual([
      false,
      true,
    ])
    await expect(spendPasswordReset({ token }, PASSWORD, home)).rejects.toMatchObject(VOID)
    await expect(findPasswordReset({ token }, home)).rejects.toThrow(/already been used/)
    expect(await canSignIn(user.uid, NEW)).toBe(true)
  })

  it('lets no session begin with the password from before', async () => {
    const { token } = await make()
    const proved = await findUser({ id: user.id })
    await spendPasswordReset({ token }, NEW, home)
    const client = { address: home, agent: '', origin: '' }
    expect(await openSession(proved, client, { kind: 'cookie' })).toBeNull()
  })

  it('stores only a MAC of the 256 bits after the #', async () => {
    const { token, url, expiresAt } = await make()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect([url.pathname, url.search]).toEqual(['/reset', ''])
    const [row] = await db().ticket.findMany({ where: { userId: user.id } })
    expect(row?.id).toMatch(/^[\da-f]{64}$/)
    expect(row?.id).not.toBe(createHash('sha256').update(token).digest('hex'))
    expect(row?.expiresAt.toISOString()).toBe(expiresAt)
    expect(+new Date(expiresAt) - Number(row?.createdAt)).toBe(24 * 60 * 60 * 1000)
    expect((await make()).token).not.toBe(token)
  })

  it('is void without the key of SECRET_KEY under which it was made', async () => {
    const { token } = await make()
    const [secret = ''] = env().secretKeys
    restartWithKeys('another-key-of-32-bytes-for-this-test', secret)
    expect(await findPasswordReset({ token }, home)).toMatchObject({ userId: user.id })
    restartWithKeys('another-key-of-32-bytes-for-this-test')
    await expect(findPasswordReset({ token }, home)).rejects.toMatchObject(VOID)
    restartWithKeys(secret)
    await spendPasswordReset({ token }, NEW, home)
  })

  it('of 20 parallel uses one succeeds', async () => {
    const { token } = await make()
    const uses = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => spendPasswordReset({ token }, `${NEW} ${i}`, home)),
    )
    const winners = uses.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []))
    expect(winners).toHaveLength(1)
    for (const use of uses) {
      if (use.status === 'rejected') expect(use.reason).toMatchObject(VOID)
    }
    expect(await canSignIn(user.uid, `${NEW} ${winners[0]}`)).toBe(true)
  })

  it.each([
    ['a newer link', () => make()],
    ['a password set in another way', () => updateUser(admin, user, { password: NEW }, null)],
    ['the user being disabled', () => updateUser(admin, user, { disabled: true }, null)],
    ['the user’s deletion', () => db().user.delete({ where: { id: user.id } })],
    [
      'its age',
      () =>
        db().ticket.updateMany({
          where: { userId: user.id },
          data: { expiresAt: new Date() },
        }),
    ],
  ])('is voided by %s', async (_, act) => {
    const { token } = await make()
    await act()
    await expect(findPasswordReset({ token }, home)).rejects.toMatchObject(VOID)
    await expect(spendPasswordReset({ token }, 'another password', home)).rejects.toMatchObject(
      VOID,
    )
    expect(await canSignIn(user.uid, 'another password')).toBe(false)
  })

  it.each(['', 'x', 'a'.repeat(43)])('does not exist for %j', async token => {
    await expect(spendPasswordReset({ token }, NEW, home)).rejects.toMatchObject(VOID)
  })

  it('is made only by an administrator, and only for somebody else who is enabled', async () => {
    const { viewer } = await signInViewer(user)
    for (const target of [user, admin, { uid: 'nobody' }]) {
      await expect(createPasswordReset(viewer, target)).rejects.toMatchObject({ status: 403 })
    }
    const refused = (target: { uid: string }) => createPasswordReset(admin, target)
    await expect(refused(admin)).rejects.toMatchObject({ code: 'own_account' })
    await expect(refused({ uid: 'nobody' })).rejects.toMatchObject({ status: 404 })
    await updateUser(admin, user, { disabled: true }, null)
    await expect(refused(user)).rejects.toMatchObject({ code: 'user_disabled' })
  })

  it('limits wrong links per address, and never the right link', async () => {
    const { token } = await make()
    for (let i = 0; i < 110; i++) await findPasswordReset({ token }, home)
    const tries = Array.from({ length: 100 }, () => findPasswordReset({ token: 'no' }, home))
    for (const one of await Promise.allSettled(tries)) {
      expect(one).toMatchObject({ reason: VOID })
    }
    const limited = findPasswordReset({ token }, home)
    await expect(limited).rejects.toMatchObject({ status: 429 })
    expect((await findPasswordReset({ token }, newAddress())).uid).toBe(user.uid)
  })
})
