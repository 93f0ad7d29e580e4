import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { makeEtag } from '#lib/http/etag.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { deleteUser, updateUser } from './edit.ts'
import { findUser, type StoredUser } from './store.ts'

const PARALLEL = 20

/** How often the attempts ended in each way. */
async function countOutcomes(attempts: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const result of await Promise.allSettled(attempts)) {
    const how = result.status === 'fulfilled' ? 'done' : (result.reason.code ?? result.reason)
    counts[how] = (counts[how] ?? 0) + 1
  }
  return counts
}

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))

describe.each(engines)('parallel changes on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())
  beforeEach(() => db().user.deleteMany())

  const admins = (count: number) => Promise.all(times(count, () => addUser({ role: 'Admin' })))
  const enabledAdmins = () =>
    db().user.findMany({ where: { role: 'Admin', disabled: false }, select: { uid: true } })
  const asViewer = (user: StoredUser) => ({
    ...user,
    sessionId: 'any',
    provenAt: new Date(),
    proofs: '',
    page: null,
  })

  describe('of one user', () => {
    it('with one ETag: one wins, all others get 412, and what the winner wrote stays', async () => {
      const viewer = asViewer((await admins(1))[0] as StoredUser)
      const user = await addUser({ name: 'Before' })
      const attempts = times(PARALLEL, i =>
        updateUser(viewer, { id: user.id }, { name: `Name ${i}` }, makeEtag(user)),
      )
      expect(await countOutcomes(attempts)).toEqual({ done: 1, changed_meanwhile: PARALLEL - 1 })
      const winners = (await Promise.allSettled(attempts)).flatMap(result =>
        result.status === 'fulfilled' ? [result.value] : [],
      )
      expect(await findUser({ id: user.id })).toEqual(winners[0])
      const terms = await db().searchTerm.findMany({ where: { userId: user.id } })
      const { name = '', uid = '' } = winners[0] ?? {}
      expect(terms.map(({ term }) => term).toSorted()).toEqual(
        [uid, name.toLowerCase(), name.slice('Name '.length)].toSorted(),
      )
    })

    it('without If-Match: all succeed, and none undoes another', async () => {
      const viewer = asViewer((await admins(1))[0] as StoredUser)
      const { id } = await addUser()
      const fields = [
        { name: 'Changed Name' },
        { email: 'changed@example.org' },
        { dob: '2001-02-03' },
        { role: 'Admin' },
        { uid: 'changed' },
        { disabled: true },
      ]
      const attempts = times(18, i =>
        updateUser(viewer, { id }, fields[i % fields.length] ?? {}, null),
      )
      expect(await countOutcomes(attempts)).toEqual({ done: 18 })
      expect(await findUser({ id })).toMatchObject(Object.assign({}, ...fields))
    })

    it('every change makes another version', async () => {
      const viewer = asViewer((await admins(1))[0] as StoredUser)
      const { id, version } = await addUser()
      const versions = await Promise.all(
        times(5, () => updateUser(viewer, { id }, {}, null).then(user => user.version)),
      )
      expect(versions).not.toContain(version)
      expect((await findUser({ id })).version).toBeOneOf(versions)
    })

    it('of deletions, one succeeds and the others find nobody, with an ETag or without', async () => {
      const viewer = asViewer((await admins(1))[0] as StoredUser)
      for (const conditional of [false, true]) {
        const user = await addUser()
        const attempts = times(PARALLEL, () =>
          deleteUser(viewer, { id: user.id }, conditional ? makeEtag(user) : null),
        )
        expect(await countOutcomes(attempts)).toEqual({ done: 1, user_not_found: PARALLEL - 1 })
      }
    })

    it('of users who want the same uid, one gets it', async () => {
      const viewer = asViewer((await admins(1))[0] as StoredUser)
      const users = await Promise.all(times(8, () => addUser()))
      const attempts = users.map(({ id }, i) =>
        updateUser(viewer, { id }, { uid: i % 2 ? 'wanted' : 'WANTED' }, null),
      )
      expect(await countOutcomes(attempts)).toEqual({ done: 1, uid_taken: 7 })
    })
  })

  describe('of all administrators', () => {
    const acts = {
      'are deleted': (viewer: StoredUser, { id }: StoredUser) =>
        deleteUser(asViewer(viewer), { id }),
      'are demoted': (viewer: StoredUser, { id }: StoredUser) =>
        updateUser(asViewer(viewer), { id }, { role: 'User' }, null),
      'are disabled': (viewer: StoredUser, { id }: StoredUser) =>
        updateUser(asViewer(viewer), { id }, { disabled: true }, null),
    }
    const [remove, demote, disable] = Object.values(acts) as [
      (typeof acts)['are deleted'],
      (typeof acts)['are demoted'],
      (typeof acts)['are disabled'],
    ]

    it.each(Object.entries(acts))('that %s, by themselves, exactly one stays', async (_, act) => {
      const all = await admins(PARALLEL)
      const counts = await countOutcomes(all.map(admin => act(admin, admin)))
      expect(counts).toEqual({ done: PARALLEL - 1, last_admin: 1 })
      expect(await enabledAdmins()).toHaveLength(1)
    })

    it('that are deleted, demoted and disabled, each by the next one, exactly one stays', async () => {
      const all = await admins(PARALLEL)
      const attempts = all.map((admin, i) => {
        const act = [remove, demote, disable][i % 3] as typeof remove
        return act(all[(i + 1) % PARALLEL] as StoredUser, admin)
      })
      expect(await countOutcomes(attempts)).toEqual({ done: PARALLEL - 1, last_admin: 1 })
      expect(await enabledAdmins()).toHaveLength(1)
    })

    it('a disabled administrator does not count, and may go', async () => {
      const [last, disabled] = (await admins(2)) as [StoredUser, StoredUser]
      await disable(last, disabled)
      for (const act of Object.values(acts)) {
        await expect(act(last, last)).rejects.toMatchObject({ status: 409, code: 'last_admin' })
      }
      await demote(last, disabled)
      await remove(last, disabled)
      expect(await enabledAdmins()).toEqual([{ uid: last.uid }])
    })

    it('the last one stays unchanged after a refusal, and may change other fields', async () => {
      const [last] = (await admins(1)) as [StoredUser]
      const { viewer, lasts } = await signInViewer(last)
      const changes = { name: 'Half Done', role: 'User', email: 'half@example.org' }
      const attempt = updateUser(viewer, { id: last.id }, changes, null)
      await expect(attempt).rejects.toMatchObject({ code: 'last_admin' })
      expect(await findUser({ id: last.id })).toMatchObject({
        name: last.name,
        role: 'Admin',
        email: null,
        version: last.version,
      })
      expect(await lasts()).toBe(true)
      await updateUser(viewer, { id: last.id }, { name: 'Root', role: 'Admin' }, null)
      expect((await findUser({ id: last.id })).name).toBe('Root')
    })
  })
})
