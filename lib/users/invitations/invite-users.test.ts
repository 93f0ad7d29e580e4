import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { sendDue } from '#lib/mail/sender.ts'
import { listStatements } from '../../../e2e/fixtures/count-queries.ts'
import { readMail } from '../../../e2e/fixtures/read-mail.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { startSmtp, useSmtp } from '../../../e2e/fixtures/smtp.ts'
import { addUser, addViewer, startStore } from '../../../e2e/fixtures/store.ts'
import { resendInvitation, withdrawInvitation } from './change-invitation.ts'
import { inviteUsers } from './invite-users.ts'
import { listInvitations } from './list-invitations.ts'
import { deleteOldInvitations } from './retention.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let count = 0
const newEmail = () => `Guest${++count}@example.org`

describe.each(engines)('invitations on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  let admin: Viewer
  beforeAll(async () => {
    stop = await startStore(engine)
    smtp = await startSmtp()
    useSmtp(smtp.url)
    env().roles = ['User', 'Editor', 'Admin']
    admin = await addViewer({ role: 'Admin' })
  }, 60_000)
  afterAll(async () => {
    await smtp.stop()
    await stop()
  })

  const invite = async (...values: object[]) => {
    const rows = values.map((one, i) => ({ row: i + 1, values: one }))
    return (await inviteUsers(admin, rows)).rows
  }
  const list = (status?: 'open' | 'accepted' | 'expired') =>
    listInvitations(admin, { status, limit: 100 })
  const findByEmail = async (email: string) => {
    const { invitations } = await list()
    return invitations.find(one => one.email === email)
  }
  const countMails = async (email: string) => {
    await sendDue()
    return smtp.mails.filter(({ to }) => to === email).length
  }

  it('are mailed with a link and a code, listed, and recorded with the role', async () => {
    const email = newEmail()
    expect(await invite({ email, role: 'Editor', name: 'Grace Hopper' })).toEqual([
      { row: 1, email, result: 'queued' },
    ])
    expect(await countMails(email)).toBe(1)
    const mail = smtp.mails.findLast(({ to }) => to === email) as (typeof smtp.mails)[number]
    const { link, code, text } = readMail(mail)
    expect(mail.parsed.subject).toBe(`You are invited to ${env().siteName}`)
    expect(link).toMatch(/^http:\/\/localhost:3000\/invitation#[\w-]{43}$/)
    expect(code).toMatch(/^\w{4}-\w{4}$/)
    expect(text).toContain(`${admin.name} invites you`)
    expect(await findByEmail(email)).toMatchObject({
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
    expect(await countMails(email)).toBe(3)
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
      await sendDue()
      const statements = await listStatements(() => invite(...rows))
      return statements.filter(one => /Invitation|Ticket|INSERT Mail|AuditEvent/.test(one)).sort()
    }
    expect(await countStatements(50)).toEqual(await countStatements(2))
  })

  it('can be withdrawn, and mailed again with another link', async () => {
    const email = newEmail()
    await invite({ email })
    const { id } = (await findByEmail(email)) ?? { id: 0 }
    const before = await db().ticket.findFirstOrThrow({ where: { email } })
    const other = await addViewer({ role: 'Admin' })
    expect(await resendInvitation(other, id)).toMatchObject({ id, invitedBy: other.uid })
    expect(await countMails(email)).toBe(2)
    const after = await db().ticket.findFirstOrThrow({ where: { email } })
    expect(after.id).not.toBe(before.id)
    await withdrawInvitation(admin, id)
    expect(await findByEmail(email)).toBeUndefined()
    expect(await db().ticket.count({ where: { email } })).toBe(0)
    const unknown = { status: 404, code: 'unknown_invitation' }
    await expect(withdrawInvitation(admin, id)).rejects.toMatchObject(unknown)
    await expect(resendInvitation(admin, id)).rejects.toMatchObject(unknown)
    await expect(resendInvitation(admin, Number.NaN)).rejects.toMatchObject(unknown)
  })

  it('are mailed again five times an hour, and not to a user', async () => {
    const email = newEmail()
    await invite({ email })
    const { id } = (await findByEmail(email)) ?? { id: 0 }
    for (let i = 0; i < 5; i++) await resendInvitation(admin, id)
    await expect(resendInvitation(admin, id)).rejects.toMatchObject({ status: 429 })
    await addUser({ email, emailVerified: true })
    await expect(resendInvitation(admin, id)).rejects.toMatchObject({ code: 'email_taken' })
  })

  it('are listed by status, in pages', async () => {
    const emails = [newEmail(), newEmail(), newEmail()]
    await invite(...emails.map(email => ({ email })))
    const [accepted, expired] = emails.map(email => email.toLowerCase()) as [string, string]
    const now = new Date()
    await db().invitation.update({ where: { emailKey: accepted }, data: { acceptedAt: now } })
    await db().invitation.update({ where: { emailKey: expired }, data: { expiresAt: now } })
    const find = async (status: 'open' | 'accepted' | 'expired') =>
      (await list(status)).invitations
        .filter(({ email }) => emails.includes(email))
        .map(one => [one.email, one.status])
    expect(await find('accepted')).toEqual([[emails[0], 'accepted']])
    expect(await find('expired')).toEqual([[emails[1], 'expired']])
    expect(await find('open')).toEqual([[emails[2], 'open']])
    const first = await listInvitations(admin, { limit: 2 })
    const second = await listInvitations(admin, { limit: 2, after: String(first.next) })
    const third = await listInvitations(admin, { limit: 2, after: String(second.prev) })
    expect(third.invitations).toEqual(first.invitations)
    expect(second.invitations[0]?.id).toBeLessThan(first.invitations[1]?.id ?? 0)
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
    useSmtp(smtp.url)
  })

  it('of whoever is signed out in the course of it fail from then on', async () => {
    const leaver = await addViewer({ role: 'Admin' })
    const rows = Array.from({ length: 600 }, (_, i) => ({
      row: i + 1,
      values: { email: newEmail() },
    }))
    const running = inviteUsers(leaver, rows)
    await db().session.updateMany({
      where: { userId: leaver.id },
      data: { revokedAt: new Date() },
    })
    const outcome = await running.catch(error => ({ rows: [], failed: 600, error }))
    expect(outcome.failed).toBeGreaterThan(0)
    const codes = new Set(outcome.rows.map(({ result, code }) => `${result} ${code}`))
    expect(
      [...codes].filter(one => !/^(queued undefined|failed token_invalid)$/.test(one)),
    ).toEqual([])
  })

  it('are forgotten 30 days after they expire', async () => {
    const [old, older] = [newEmail(), newEmail()]
    await invite({ email: old }, { email: older })
    const expire = (email: string, days: number) =>
      db().invitation.update({
        where: { emailKey: email.toLowerCase() },
        data: { expiresAt: new Date(Date.now() - days * DAY_MS) },
      })
    await expire(old, 29)
    await expire(older, 31)
    expect(await deleteOldInvitations()).toBe(1)
    expect(await findByEmail(old)).toMatchObject({ status: 'expired' })
    expect(await findByEmail(older)).toBeUndefined()
  })
})
