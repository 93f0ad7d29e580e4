import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { verifyPassword } from '#lib/passwords/password.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { updateUser } from './edit.ts'
import { addPerson } from './person.fixture.ts'
import type { UserChanges } from './schema.ts'
import { findUser } from './store.ts'

const NEW_PASSWORD = 'another horse battery'

describe.each(engines)('updateUser on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
    await addUser({ role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())

  const hashOf = async (userId: number) =>
    (await db().password.findUniqueOrThrow({ where: { userId } })).hash

  describe('sessions', () => {
    it.each<[string, UserChanges]>([
      ['password', { password: NEW_PASSWORD }],
      ['role', { role: 'Admin' }],
      ['uid', { uid: `changed-${engine}` }],
      ['being disabled', { disabled: true }],
    ])('all end with a change of %s by an administrator', async (_, changes) => {
      const user = await addUser()
      const [one, other] = [await signInViewer(user), await signInViewer(user)]
      await updateUser(admin, { id: user.id }, changes, null)
      expect([await one.lasts(), await other.lasts()]).toEqual([false, false])
      await updateUser(admin, { id: user.id }, { disabled: false }, null)
      expect([await one.lasts(), await other.lasts()]).toEqual([false, false])
    })

    it.each<[string, UserChanges]>([
      ['name', { name: 'Ada King' }],
      ['email', { email: 'ada@example.org' }],
      ['what it was already', { role: 'User', disabled: false }],
    ])('all last through a change of %s', async (_, changes) => {
      const user = await addUser()
      const { lasts } = await signInViewer(user)
      await updateUser(admin, { id: user.id }, changes, null)
      expect(await lasts()).toBe(true)
    })

    it('end when users change their own password, except the current one', async () => {
      const user = await addUser()
      const [current, other] = [await signInViewer(user), await signInViewer(user)]
      const changes = { password: NEW_PASSWORD, currentPassword: PASSWORD }
      await updateUser(current.viewer, { id: user.id }, changes, null)
      expect([await current.lasts(), await other.lasts()]).toEqual([true, false])
      expect((await verifyPassword(NEW_PASSWORD, await hashOf(user.id))).ok).toBe(true)
    })

    it('all end when password and uid change at once', async () => {
      const user = await addUser()
      const { viewer, lasts } = await signInViewer(user)
      const changes = { password: NEW_PASSWORD, currentPassword: PASSWORD, uid: `both-${engine}` }
      await updateUser(viewer, { id: user.id }, changes, null)
      expect(await lasts()).toBe(false)
    })
  })

  describe("one's own password", () => {
    it.each<[number, string, string | undefined]>([
      [400, 'invalid_input', undefined],
      [400, 'invalid_input', ''],
      [403, 'current_password_wrong', 'wrong'],
      [403, 'current_password_wrong', NEW_PASSWORD],
    ])('stays, %i %s, when the current one is given as %j', async (status, code, given) => {
      for (const role of ['User', 'Admin']) {
        const { user, viewer, lasts } = await addPerson({ role })
        const before = await hashOf(user.id)
        const changes: UserChanges = { password: NEW_PASSWORD, name: 'Half Done' }
        if (given !== undefined) changes.currentPassword = given
        await expect(updateUser(viewer, { id: user.id }, changes, null)).rejects.toMatchObject({
          status,
          code,
          errors: [{ path: 'currentPassword' }],
        })
        expect([await hashOf(user.id), await findUser({ id: user.id })]).toEqual([before, user])
        expect(await lasts()).toBe(true)
      }
    })

    it('of parallel changes with one current password, one succeeds', async () => {
      const user = await addUser()
      const { viewer } = await signInViewer(user)
      const passwords = Array.from({ length: 5 }, (_, i) => `${NEW_PASSWORD} ${i}`)
      const results = await Promise.allSettled(
        passwords.map(password =>
          updateUser(viewer, { id: user.id }, { password, currentPassword: PASSWORD }, null),
        ),
      )
      const done = results.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []))
      expect(done).toHaveLength(1)
      const now = await hashOf(user.id)
      expect((await verifyPassword(passwords[done[0] ?? 0] ?? '', now)).ok).toBe(true)
    })
  })
})
