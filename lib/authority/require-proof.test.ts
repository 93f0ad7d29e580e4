import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportEvents } from '#lib/audit/export.ts'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { NewOrigin } from '#lib/origins/schema.ts'
import { addOrigin, changeOrigin, removeOrigin } from '#lib/origins/store.ts'
import { startBySession } from '#lib/sessions/bearer-session.ts'
import { provePassword } from '#lib/sign-in/own-password.ts'
import { changeUsers } from '#lib/users/bulk.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import { exportUsers } from '#lib/users/export.ts'
import { exportOwnData } from '#lib/users/own-data.ts'
import { createPasswordReset } from '#lib/users/password-reset.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addUser, addViewer, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { PROOF_MAX_AGE_SECONDS, requireProof } from './require-proof.ts'

const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => 'ok',
    error => error.code,
  )
const CLIENT = { address: '192.0.2.1', agent: 'test', origin: '' }
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

describe('requireProof', () => {
  it('accepts a proof for ten minutes', () => {
    const viewer = {} as Viewer
    expect(() =>
      requireProof({ ...viewer, provenAt: ago(PROOF_MAX_AGE_SECONDS - 5) }, 'user_delete'),
    ).not.toThrow()
    for (const provenAt of [ago(PROOF_MAX_AGE_SECONDS), new Date(0)]) {
      expect(() => requireProof({ ...viewer, provenAt }, 'user_delete')).toThrow(
        expect.objectContaining({ status: 401, code: 'step_up_required' }),
      )
    }
  })
})

describe.each(engines)('a fresh proof on %s', engine => {
  let stop: () => Promise<void>
  let admin: Viewer
  let old: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    admin = await addViewer({ role: 'Admin' })
    old = { ...admin, provenAt: ago(PROOF_MAX_AGE_SECONDS + 1) }
  })
  afterAll(() => stop())

  it('comes from the sign-in, and from each step-up after it', async () => {
    expect(Date.now() - +admin.provenAt).toBeLessThan(60_000)
    const user = await addUser()
    const { viewer } = await signInViewer(user)
    const where = { id: viewer.sessionId }
    await db().session.update({ where, data: { provenAt: ago(1000) } })
    await provePassword({ ...viewer, provenAt: ago(1000) }, PASSWORD)
    const row = await db().session.findUniqueOrThrow({ where })
    expect(Date.now() - +row.provenAt).toBeLessThan(60_000)
    const event = await db().auditEvent.findFirst({ where: { action: 'step_up' } })
    expect(event).toMatchObject({ result: 'ok', actorId: user.id })
  })

  const makeOrigin = () => {
    const origin = `https://${randomUUID()}.example`
    return NewOrigin.parse({ origin })
  }
  const changeNew = async (uid: string, change: (id: number) => Promise<unknown>) => {
    const row = await db().origin.create({ data: { ...makeOrigin(), addedBy: uid } })
    await change(row.id)
  }

  it.each<[string, (viewer: Viewer, uid: string) => Promise<unknown>]>([
    ['an e-mail address', (v, uid) => updateUser(v, { uid }, { email: 'a@b.example' }, null)],
    ['a uid', (v, uid) => updateUser(v, { uid }, { uid: `${uid}.new` }, null)],
    ['a role', (v, uid) => updateUser(v, { uid }, { role: 'Admin' }, null)],
    [
      "somebody's password",
      (v, uid) => updateUser(v, { uid }, { password: 'three new words' }, null),
    ],
    ['a deletion', (v, uid) => deleteUser(v, { uid })],
    ['disabling a user', (v, uid) => updateUser(v, { uid }, { disabled: true }, null)],
    ['a password reset link', (v, uid) => createPasswordReset(v, { uid })],
    ['roles in bulk', (v, uid) => changeUsers(v, { uids: [uid], action: 'role', role: 'Admin' })],
    ['disabling in bulk', (v, uid) => changeUsers(v, { uids: [uid], action: 'disable' })],
    ['enabling in bulk', (v, uid) => changeUsers(v, { uids: [uid], action: 'enable' })],
    ['deletions in bulk', (v, uid) => changeUsers(v, { uids: [uid], action: 'delete' })],
    [
      'an export of users',
      async v => (await exportUsers(v, { format: 'csv', q: '', sort: 'uid' })).cancel(),
    ],
    [
      'an export of the audit log',
      async v => (await exportEvents(v, { format: 'csv', q: '' })).cancel(),
    ],
    ['an export of one’s own data', v => exportOwnData(v)],
    ['tokens of the session', v => startBySession(v, CLIENT)],
    ['a new origin', v => addOrigin(v, makeOrigin())],
    ['a changed origin', (v, uid) => changeNew(uid, id => changeOrigin(v, id, { note: 'new' }))],
    [
      'a disabled origin',
      (v, uid) => changeNew(uid, id => changeOrigin(v, id, { enabled: false })),
    ],
    ['a removed origin', (v, uid) => changeNew(uid, id => removeOrigin(v, id))],
  ])('is needed for %s', async (_, act) => {
    const { id, uid } = await addUser()
    expect(await codeOf(act(old, uid))).toBe('step_up_required')
    expect(await db().user.findUnique({ where: { id } })).toMatchObject({ uid, email: null })
    expect(await codeOf(act(admin, uid))).toBe('ok')
  })

  it('is needed to delete oneself', async () => {
    const viewer = await addViewer()
    const self = { id: viewer.id }
    expect(await codeOf(deleteUser({ ...viewer, provenAt: new Date(0) }, self))).toBe(
      'step_up_required',
    )
    expect(await codeOf(deleteUser(viewer, self))).toBe('ok')
  })

  it.each<[string, (viewer: Viewer, uid: string) => Promise<unknown>]>([
    ['a name', (v, uid) => updateUser(v, { uid }, { name: 'Another Name' }, null)],
    ['values that stay the same', (v, uid) => updateUser(v, { uid }, { uid, role: 'User' }, null)],
    ['enabling who is enabled', (v, uid) => updateUser(v, { uid }, { disabled: false }, null)],
  ])('is not needed for %s', async (_, act) => {
    expect(await codeOf(act(old, (await addUser()).uid))).toBe('ok')
  })

  it('is asked for only if the viewer has the permission', async () => {
    const viewer = await addViewer()
    const member = { ...viewer, provenAt: new Date(0) }
    const { uid } = await addUser()
    expect(await codeOf(deleteUser(member, { uid }))).toBe('insufficient_role')
    expect(await codeOf(createPasswordReset(member, { uid }))).toBe('insufficient_role')
  })

  it('comes with the current password when a user sets a new one', async () => {
    const viewer = await addViewer()
    const member = { ...viewer, provenAt: new Date(0) }
    const changes = { password: 'three new words', email: 'a@b.example', currentPassword: PASSWORD }
    expect(await codeOf(updateUser(member, { id: viewer.id }, changes, null))).toBe('ok')
  })
})
