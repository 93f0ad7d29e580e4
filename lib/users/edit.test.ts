import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { makeEtag } from '#lib/http/etag.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { deleteUser, updateUser } from './edit.ts'
import { addPerson } from './person.fixture.ts'
import type { UserChanges } from './schema.ts'
import { findUser } from './store.ts'

const NEW_PASSWORD = 'another horse battery'

describe.each(engines)('edits on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
    await addUser({ role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())

  describe('updateUser', () => {
    it('changes what is named, and leaves the rest', async () => {
      const user = await addUser({ email: 'a@example.org', dob: '1815-12-10' })
      const { version, ...rest } = user
      const after = await updateUser(admin, { id: user.id }, { name: 'Ada King' }, null)
      expect(after).toEqual({ ...rest, name: 'Ada King', version: expect.any(String) })
      expect(after.version).not.toBe(version)
      expect(await findUser({ uid: user.uid.toUpperCase() })).toEqual(after)
    })

    it('removes fields that are null, and nothing else', async () => {
      const { id } = await addUser({ email: 'a@example.org', dob: '1815-12-10' })
      expect(await updateUser(admin, { id }, { email: null }, null)).toMatchObject({
        email: null,
        dob: '1815-12-10',
      })
      expect(await updateUser(admin, { id }, { dob: null }, null)).toMatchObject({ dob: null })
    })

    it('keeps what is looked up and searched by in step', async () => {
      const { id, uid } = await addUser({ name: 'Old Name', email: 'old@example.org' })
      const changes = { uid: `${uid}.New`, name: 'Zoë New', email: 'New@Example.org' }
      await updateUser(admin, { id }, changes, null)
      expect(await findUser({ uid: `${uid}.nEW` })).toMatchObject({ id, ...changes })
      await expect(findUser({ uid })).rejects.toMatchObject({ code: 'user_not_found' })
      const row = await db().user.findUniqueOrThrow({ where: { id }, include: { terms: true } })
      expect(row).toMatchObject({ nameKey: 'zoe new', emailKey: 'new@example.org' })
      expect(row.terms.map(({ term, hidden }) => [term, hidden]).toSorted()).toEqual([
        ['new', false],
        ['new@example.org', true],
        [`${uid}.new`, false],
        ['zoe new', false],
      ])
    })

    it('says which uid is taken, names the field, and changes nothing', async () => {
      const other = await addUser()
      const { user, viewer, lasts } = await addPerson()
      const uid = other.uid.toUpperCase()
      const attempt = updateUser(viewer, { id: user.id }, { uid, name: 'Half Done' }, null)
      await expect(attempt).rejects.toMatchObject({
        status: 409,
        message: `The user ID ${uid} is taken.`,
        errors: [{ path: 'uid' }],
      })
      expect(await findUser({ id: user.id })).toEqual(user)
      expect(await lasts()).toBe(true)
    })

    it('lets a user change the case of their own uid', async () => {
      const { id, uid } = await addUser()
      const after = await updateUser(admin, { id }, { uid: uid.toUpperCase() }, null)
      expect(after.uid).toBe(uid.toUpperCase())
    })

    it('changes nothing if If-Match names another version, whatever is asked for', async () => {
      const user = await addUser()
      const { viewer } = await signInViewer(user)
      const before = makeEtag(user)
      const now = await updateUser(viewer, { id: user.id }, { name: 'Newer' }, before)
      for (const changes of [{ name: 'Late' }, { password: NEW_PASSWORD }, {}]) {
        const attempt = updateUser(viewer, { id: user.id }, changes, before)
        await expect(attempt).rejects.toMatchObject({ status: 412, code: 'changed_meanwhile' })
      }
      await expect(deleteUser(viewer, { id: user.id }, before)).rejects.toMatchObject({
        status: 412,
      })
      expect(await findUser({ id: user.id })).toEqual(now)
    })
  })

  describe('an ordinary user', () => {
    it.each<[string, UserChanges]>([
      ['role', { role: 'Admin' }],
      ['their own role', { role: 'User' }],
      ['disabled', { disabled: true }],
      ['disabled: false', { disabled: false }],
      ['a name beside a role', { name: 'Half Done', role: 'Admin' }],
    ])('may not set %s', async (_, changes) => {
      const { user, viewer, lasts } = await addPerson()
      const attempt = updateUser(viewer, { id: user.id }, changes, null)
      await expect(attempt).rejects.toMatchObject({ status: 403, code: 'insufficient_role' })
      expect(await findUser({ id: user.id })).toEqual(user)
      expect(await lasts()).toBe(true)
    })

    it('may not change or delete anybody else, whether they exist or not', async () => {
      const viewer = await addViewer()
      const other = await addUser()
      for (const target of [{ id: other.id }, { uid: other.uid }, { uid: 'nobody' }, { id: 0 }]) {
        for (const attempt of [
          () => updateUser(viewer, target, { name: 'Eve' }, null),
          () => deleteUser(viewer, target),
        ]) {
          await expect(attempt()).rejects.toMatchObject({ status: 403, code: 'insufficient_role' })
        }
      }
      expect(await findUser({ id: other.id })).toEqual(other)
    })

    it('may change and delete themselves', async () => {
      const { viewer, lasts } = await signInViewer(await addUser())
      const target = { uid: viewer.uid.toUpperCase() }
      expect((await updateUser(viewer, target, { name: 'Eve' }, null)).name).toBe('Eve')
      await deleteUser(viewer, target)
      expect(await lasts()).toBe(false)
      for (const table of [db().password, db().session, db().searchTerm]) {
        const rows = (table.count as (where: object) => Promise<number>)({
          where: { userId: viewer.id },
        })
        expect(await rows).toBe(0)
      }
    })
  })
})
