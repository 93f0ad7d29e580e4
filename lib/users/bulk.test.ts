import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUser, addViewer, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { BulkChange, changeUsers } from './bulk.ts'
import { findUser } from './store.ts'

describe.each(['sqlite', 'postgresql'] as const)('changeUsers on %s', engine => {
  let stop: () => Promise<void>
  let admin: Awaited<ReturnType<typeof signInViewer>>
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await signInViewer(await addUser({ role: 'Admin' }))
  }, 60_000)
  afterAll(() => stop())

  it('disables and enables, and ends the sessions of disabled users', async () => {
    const [ada, eve] = [await addUser(), await addUser()]
    const session = await signInViewer(ada)
    const uids = [ada.uid, eve.uid]
    expect(await changeUsers(admin.viewer, { uids, action: 'disable' })).toEqual(
      uids.map(uid => ({ uid, ok: true })),
    )
    expect((await findUser(ada)).disabled).toBe(true)
    expect((await findUser(eve)).disabled).toBe(true)
    expect(await session.lasts()).toBe(false)
    await changeUsers(admin.viewer, { uids: [eve.uid], action: 'enable' })
    expect((await findUser(eve)).disabled).toBe(false)
    expect((await findUser(ada)).disabled).toBe(true)
  })

  it('sets a role, and gives each user another version', async () => {
    const { uid, version } = await addUser()
    await changeUsers(admin.viewer, { uids: [uid], action: 'role', role: 'Admin' })
    const after = await findUser({ uid })
    expect(after.role).toBe('Admin')
    expect(after.version).not.toBe(version)
    await changeUsers(admin.viewer, { uids: [uid], action: 'role', role: 'User' })
  })

  it('deletes, and a refusal for one user does not stop the others', async () => {
    const [ada, eve] = [await addUser(), await addUser()]
    const uids = [ada.uid, 'nobody', admin.viewer.uid, eve.uid]
    expect(await changeUsers(admin.viewer, { uids, action: 'delete' })).toEqual([
      { uid: ada.uid, ok: true },
      { uid: 'nobody', ok: false, code: 'user_not_found', message: expect.any(String) },
      { uid: admin.viewer.uid, ok: false, code: 'last_admin', message: expect.any(String) },
      { uid: eve.uid, ok: true },
    ])
    await expect(findUser(ada)).rejects.toMatchObject({ code: 'user_not_found' })
    expect(await admin.lasts()).toBe(true)
  })

  it('answers once for a user who is named twice', async () => {
    const { uid } = await addUser()
    const change = { uids: [uid, uid], action: 'delete' as const }
    expect(await changeUsers(admin.viewer, change)).toEqual([{ uid, ok: true }])
  })

  it('keeps one administrator when all are demoted at once', async () => {
    const other = await signInViewer(await addUser({ role: 'Admin' }))
    const uids = [admin.viewer.uid, other.viewer.uid]
    const role = { uids, action: 'role', role: 'User' } as const
    const results = await changeUsers(admin.viewer, role)
    // The viewer comes last, so that a change to themselves does not stop the rest.
    expect(results.map(({ code }) => code)).toEqual(['last_admin', undefined])
    await changeUsers(admin.viewer, { uids: [other.viewer.uid], action: 'delete' })
  })

  it('is for administrators only, even for a change to oneself', async () => {
    const viewer = await addViewer()
    for (const action of ['disable', 'enable', 'delete'] as const) {
      const change = changeUsers(viewer, { uids: [viewer.uid], action })
      await expect(change).rejects.toMatchObject({ status: 403, code: 'insufficient_role' })
    }
    expect((await findUser(viewer)).disabled).toBe(false)
  })
})

describe('BulkChange', () => {
  const makeUids = (count: number) => Array.from({ length: count }, (_, i) => `u${i}`)
  it.each([
    { uids: ['ada'], action: 'delete' },
    { uids: ['ada'], action: 'role', role: 'Admin' },
    { uids: makeUids(1000), action: 'enable' },
  ])('accepts %#', change => {
    expect(BulkChange.parse(change)).toEqual(change)
  })
  it.each([
    ['no users', { uids: [], action: 'delete' }, 'uids'],
    ['too many users', { uids: makeUids(1001), action: 'delete' }, 'uids'],
    ['a uid that is not text', { uids: ['ada', 7], action: 'delete' }, 'uids.1'],
    ['uids that are not a list', { uids: 'ada', action: 'delete' }, 'uids'],
    ['an unknown action', { uids: ['ada'], action: 'promote' }, 'action'],
    ['no action', { uids: ['ada'] }, 'action'],
    ['no role', { uids: ['ada'], action: 'role' }, 'role'],
    ['an unknown role', { uids: ['ada'], action: 'role', role: 'admin' }, 'role'],
  ])('refuses %s', (_, change, path) => {
    const { error } = BulkChange.safeParse(change)
    expect(error?.issues.map(issue => issue.path.join('.'))).toEqual([path])
    expect(error?.issues[0]?.message).toMatch(/\.$/)
  })
})
