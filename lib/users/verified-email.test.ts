import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, PASSWORD, startStore } from '../../e2e/fixtures/store.ts'
import { updateUser } from './edit.ts'
import { importUsers } from './import/import.ts'
import type { UserChanges } from './schema.ts'
import { createUser, findUser } from './store.ts'

const TAKEN = { status: 409, code: 'email_taken', errors: [{ path: 'email' }] }
const FOREIGN = { status: 400, code: 'invalid_input', errors: [{ path: 'uid' }] }
let count = 0
const newEmail = () => `v${++count}@example.org`
const newUid = () => `v${++count}`

describe.each(engines)('verified addresses on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
  }, 60_000)
  afterAll(() => stop())

  const create = (email: string, uid = newUid()) =>
    createUser(admin, { uid, name: 'Ada Lovelace', password: PASSWORD, email }, newAddress())
  const change = (viewer: Viewer, user: { id: number }, changes: UserChanges) =>
    updateUser(viewer, { id: user.id }, changes, null)
  const listDetails = async (targetId: number) => {
    const events = await db().auditEvent.findMany({ where: { targetId }, orderBy: { id: 'asc' } })
    return events.map(({ action, detail }) => [action, JSON.parse(detail)])
  }

  it('are those that an administrator enters, which the audit log says', async () => {
    const email = newEmail()
    const user = await create(email.toUpperCase())
    expect(user).toMatchObject({ email: email.toUpperCase(), verifiedEmailKey: email })
    const next = newEmail()
    expect(await change(admin, user, { email: next })).toMatchObject({ verifiedEmailKey: next })
    expect(await change(admin, user, { emailVerified: false })).toMatchObject({
      email: next,
      verifiedEmailKey: null,
    })
    expect(await change(admin, user, { name: 'Eve' })).toMatchObject({ verifiedEmailKey: null })
    expect(await change(admin, user, { emailVerified: true })).toMatchObject({
      verifiedEmailKey: next,
    })
    expect(await change(admin, user, { email: newEmail(), emailVerified: false })).toMatchObject({
      verifiedEmailKey: null,
    })
    expect(await change(admin, user, { email: null, emailVerified: true })).toMatchObject({
      verifiedEmailKey: null,
    })
    expect(await listDetails(user.id)).toEqual(
      [
        ['user_create', { role: 'User', emailVerified: true }],
        ['user_change', { fields: 'email' }],
        ['user_change', { fields: 'emailVerified', emailVerified: false }],
        ['user_change', { fields: 'name' }],
        ['user_change', { fields: 'emailVerified', emailVerified: true }],
        ['user_change', { fields: 'email', emailVerified: false }],
        ['user_change', { fields: 'email' }],
      ].map(([action, detail]) => [action, expect.objectContaining(detail as object)]),
    )
  })

  it('are no longer verified once their user types another one', async () => {
    const email = newEmail()
    const viewer = await addViewer({ email, emailVerified: true })
    expect(await change(viewer, viewer, { email: email.toUpperCase() })).toMatchObject({
      verifiedEmailKey: email,
    })
    expect(await change(viewer, viewer, { email: newEmail() })).toMatchObject({
      verifiedEmailKey: null,
    })
    const verify = change(viewer, viewer, { emailVerified: true })
    await expect(verify).rejects.toMatchObject({ status: 403, code: 'insufficient_role' })
  })

  it('belong to one user: an administrator is told, in any case', async () => {
    const email = newEmail()
    await create(email)
    await expect(create(email.toUpperCase())).rejects.toMatchObject(TAKEN)
    const other = await addUser()
    await expect(change(admin, other, { email })).rejects.toMatchObject(TAKEN)
    expect(await change(admin, other, { email, emailVerified: false })).toMatchObject({ email })
    await expect(change(admin, other, { emailVerified: true })).rejects.toMatchObject(TAKEN)
    expect((await create(`x+${email}`)).verifiedEmailKey).toBe(`x+${email}`)
  })

  it('can be typed by others, who are told nothing', async () => {
    const email = newEmail()
    await create(email)
    const viewer = await addViewer()
    expect(await change(viewer, viewer, { email })).toMatchObject({ email, verifiedEmailKey: null })
  })

  it('of parallel claims of one address exactly one succeeds', async () => {
    const email = newEmail()
    const users = await Promise.all(Array.from({ length: 8 }, () => addUser()))
    const claims = users.map(user => change(admin, user, { email }))
    const results = await Promise.allSettled(claims)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of results) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject(TAKEN)
    }
  })

  it('alone can be a new user ID with an @', async () => {
    const email = newEmail()
    await expect(create(email, newEmail())).rejects.toMatchObject(FOREIGN)
    const user = await create(email, email.toUpperCase())
    expect(user).toMatchObject({ uid: email.toUpperCase(), verifiedEmailKey: email })
    const next = newEmail()
    await expect(change(admin, user, { uid: next })).rejects.toMatchObject(FOREIGN)
    expect(await change(admin, user, { uid: next, email: next })).toMatchObject({ uid: next })
    const viewer = await addViewer({ email: newEmail() })
    const { email: typed } = viewer
    await expect(change(viewer, viewer, { uid: typed ?? '' })).rejects.toMatchObject(FOREIGN)
    await expect(change(viewer, viewer, { uid: email })).rejects.toMatchObject(FOREIGN)
    await expect(change(viewer, viewer, { uid: 'x@' })).rejects.toMatchObject(FOREIGN)
  })

  it('a user ID with an @ from before stays, in any case', async () => {
    const viewer = await addViewer({ uid: 'old@example.org' })
    expect(await change(viewer, viewer, { name: 'Old' })).toMatchObject({ name: 'Old' })
    expect(await change(viewer, viewer, { uid: 'Old@example.org' })).toMatchObject({
      uid: 'Old@example.org',
    })
  })

  const run = (values: object[], dryRun = false) =>
    importUsers(
      admin,
      values.map((one, row) => ({ row, uid: String((one as { uid: string }).uid), values: one })),
      dryRun,
    )

  it('are those of an import, unless it says otherwise', async () => {
    const [first, second, third] = [newEmail(), newEmail(), newEmail()]
    const uids = [newUid(), newUid(), newUid(), third]
    const rows = [
      { uid: uids[0], name: 'One', email: first },
      { uid: uids[1], name: 'Two', email: second, emailVerified: 'nein' },
      { uid: uids[2], name: 'Three', email: second, emailVerified: 'yes', password: PASSWORD },
      { uid: third, name: 'Four', email: third },
    ]
    expect(await run(rows)).toMatchObject({ created: 4, failed: 0 })
    const keys = await Promise.all(uids.map(uid => findUser({ uid: uid ?? '' })))
    expect(keys.map(({ verifiedEmailKey }) => verifiedEmailKey)).toEqual([
      first,
      null,
      second,
      third,
    ])
    const [one, two] = await Promise.all(keys.slice(0, 2).map(({ id }) => listDetails(id)))
    expect(one).toEqual([['user_create', { role: 'User', emailVerified: true }]])
    expect(two).toEqual([['user_create', { role: 'User' }]])
    expect(await run(rows)).toMatchObject({ created: 0, skipped: 4 })
  })

  it.each([true, false])(
    'of a file are refused where somebody has them, dry run: %s',
    async dry => {
      const [known, shared] = [newEmail(), newEmail()]
      await create(known)
      const rows = [
        { uid: newUid(), name: 'One', email: known },
        { uid: newUid(), name: 'Two', email: shared },
        { uid: newUid(), name: 'Three', email: shared.toUpperCase() },
        { uid: newUid(), name: 'Four', email: shared, emailVerified: false },
        { uid: newEmail(), name: 'Five', email: shared },
      ]
      const { rows: results } = await run(rows, dry)
      expect(results.map(({ result, code, errors }) => [result, code, errors?.[0]?.path])).toEqual([
        ['failed', 'email_taken', 'email'],
        ['created', undefined, undefined],
        ['failed', 'email_taken', 'email'],
        ['created', undefined, undefined],
        ['failed', 'invalid_input', 'uid'],
      ])
    },
  )
})
