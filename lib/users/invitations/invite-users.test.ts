import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { listStatements } from '../../../e2e/fixtures/count-queries.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser, addViewer } from '../../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { resendInvitation, withdrawInvitation } from './change-invitation.ts'
import { addInviter, findByEmail, inviteAll, newEmail } from './invitations.fixture.ts'
import { inviteUsers } from './invite-users.ts'
import { listInvitations } from './list-invitations.ts'

const DAY_MS = 24 * 60 * 60 * 1000

describe.each(engines)('invitations on %s', engine => {
  let mail: UnitMail
  let admin: Viewer
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    admin = await addInviter()
  })
  afterAll(() => mail.stop())

  const invite = (...values: object[]) => inviteAll(admin, ...values)

  it('are mailed with a link and a code, listed, and recorded with the role', async () => {
    const email = newEmail()
    expect(await invite({ email, role: 'Editor', name: 'Grace Hopper' })).toEqual([
      { row: 1, email, result: 'queued' },
    ])
    expect(await mail.readAll(email)).toHaveLength(1)
    const { link, code, text, subject } = await mail.readLast(email)
    expect(subject).toBe(`You are invited to ${env().siteName}`)
    expect(link).toMatch(/^http:\/\/localhost:3000\/invitation#[\w-]{43}$/)
    expect(code).toMatch(/^\w{4}-\w{4}$/)
    expect(text).toContain(`${admin.name} invites you`)
    expect(await findByEmail(admin, email)).toMatchObject({
      role: 'Editor',
      name: 'Grace Hopper',
      status: 'open',
      invitedBy: admin.uid,
      acceptedAt: null,
      uid: null,
    })
    const event = await db().auditEvent.findFirst({ where: { targetUid: email } })
    expect(event).toMatchObject({
      action: 'invitation_send',
      result: 'ok',
      actorId: admin.id,
      detail: '{"role":"Editor"}',
    })
  })

  it('are judged row by row', async () => {
    const [fresh, taken, stopped] = [newEmail(), newEmail(), newEmail()]
    await addUser({ email: taken, emailVerified: true })
    await addUser({ email: fresh })
    const stop = { answer: '550 No such user', createdAt: new Date() }
    await db().mailStop.create({
      data: { addressKey: stopped.toLowerCase(), address: stopped, ...stop },
    })
    const rows = await invite(
      { email: fresh, role: '', name: '' },
      { email: taken.toUpperCase() },
      { email: stopped },
      { email: 'nobody' },
      { email: newEmail(), role: 'Emperor' },
      { email: fresh.toUpperCase() },
      {},
    )
    expect(rows.map(({ row, result, code }) => [row, result, code])).toEqual([
      [1, 'queued', undefined],
      [2, 'skipped', 'email_taken'],
      [3, 'failed', 'mail_stopped'],
      [4, 'failed', 'invalid_input'],
      [5, 'failed', 'invalid_input'],
      [6, 'failed', 'email_repeated'],
      [7, 'failed', 'invalid_input'],
    ])
    expect(rows[4]?.errors).toEqual([
      { path: 'role', message: 'The role must be one of User, Editor, Admin.' },
    ])
  })

  it('are not mailed twice within an hour, unless they differ', async () => {
    const email = newEmail()
    await invite({ email })
    expect(await invite({ email })).toMatchObject([{ result: 'skipped', code: 'invited_already' }])
    expect(await invite({ email, role: 'Editor' })).toMatchObject([{ result: 'renewed' }])
    await db().invitation.update({
      where: { emailKey: email.toLowerCase() },
      data: { sentAt: new Date(Date.now() - DAY_MS) },
    })
    expect(await invite({ email, role: 'Editor' })).toMatchObject([{ result: 'renewed' }])
    expect(await mail.readAll(email)).toHaveLength(3)
    expect(await db().ticket.count({ where: { email } })).toBe(1)
  })

  it('of the same people at the same time are sent once', async () => {
    const emails = Array.from({ length: 250 }, newEmail)
    const all = await Promise.all(
      [emails, emails.toReversed(), emails].map(some => invite(...some.map(email => ({ email })))),
    )
    const results = all.flat().map(({ result }) => result)
    expect(results.filter(result => result === 'queued')).toHaveLength(250)
    expect(results.filter(result => result === 'failed')).toEqual([])
    expect(await db().ticket.count({ where: { email: { in: emails } } })).toBe(250)
  })

  it('take no more statements for fifty than for two', async () => {
    const countStatements = async (size: number) => {
      const rows = Array.from({ length: size }, () => ({ email: newEmail() }))
      await mail.settle()
      const statements = await listStatements(() => invite(...rows))
      return statements.filter(one => /Invitation|Ticket|INSERT Mail|AuditEvent/.test(one)).sort()
    }
    expect(await countStatements(50)).toEqual(await countStatements(2))
  })

  it('need an administrator with a fresh proof, and a mail server', async () => {
    const member = await addViewer()
    const rows = [{ row: 1, values: { email: newEmail() } }]
    const denied = { code: 'insufficient_role' }
    await expect(inviteUsers(member, rows)).rejects.toMatchObject(denied)
    await expect(listInvitations(member, { limit: 1 })).rejects.toMatchObject(denied)
    await expect(resendInvitation(member, 1)).rejects.toMatchObject(denied)
    await expect(withdrawInvitation(member, 1)).rejects.toMatchObject(denied)
    const old = { ...admin, provenAt: new Date(0) }
    const stepUp = { code: 'step_up_required' }
    await expect(inviteUsers(old, rows)).rejects.toMatchObject(stepUp)
    await expect(resendInvitation(old, 1)).rejects.toMatchObject(stepUp)
    await expect(withdrawInvitation(old, 1)).rejects.toMatchObject(stepUp)
    env().smtpUrl = undefined
    await expect(inviteUsers(admin, rows)).rejects.toMatchObject({ code: 'mail_not_set_up' })
    mail.use()
  })

  it('of whoever is signed out in the course of it fail from then on', async () => {
    const leaver = await addViewer({ role: 'Admin' })
    const rows = Array.from({ length: 600 }, (_, i) => ({
      row: i + 1,
      values: { email: newEmail() },
    }))
    // Caught at once, since it may be refused while the session is being ended.
    const running = inviteUsers(leaver, rows).catch(error => ({ rows: [], failed: 600, error }))
    await db().session.updateMany({
      where: { userId: leaver.id },
      data: { revokedAt: new Date() },
    })
    const outcome = await running
    expect(outcome.failed).toBeGreaterThan(0)
    const codes = new Set(outcome.rows.map(({ result, code }) => `${result} ${code}`))
    expect(
      [...codes].filter(one => !/^(queued undefined|failed token_invalid)$/.test(one)),
    ).toEqual([])
  })
})
