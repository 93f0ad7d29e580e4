import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { foldAddress } from '#lib/mail/address.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { addUser, addViewer } from '../../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { resendInvitation, withdrawInvitation } from './change-invitation.ts'
import { addInviter, findByEmail, inviteAll, newEmail } from './invitations.fixture.ts'
import { listInvitations } from './list-invitations.ts'
import { deleteOldInvitations } from './retention.ts'

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

  it('can be withdrawn, and mailed again with another link', async () => {
    const email = newEmail()
    await invite({ email })
    const { id } = (await findByEmail(admin, email)) ?? { id: 0 }
    const before = await db().ticket.findFirstOrThrow({ where: { email } })
    const other = await addViewer({ role: 'Admin' })
    expect(await resendInvitation(other, id)).toMatchObject({ id, invitedBy: other.uid })
    expect(await mail.readAll(email)).toHaveLength(2)
    const after = await db().ticket.findFirstOrThrow({ where: { email } })
    expect(after.id).not.toBe(before.id)
    await withdrawInvitation(admin, id)
    expect(await findByEmail(admin, email)).toBeUndefined()
    expect(await db().ticket.count({ where: { email } })).toBe(0)
    const unknown = { status: 404, code: 'unknown_invitation' }
    await expect(withdrawInvitation(admin, id)).rejects.toMatchObject(unknown)
    await expect(resendInvitation(admin, id)).rejects.toMatchObject(unknown)
    await expect(resendInvitation(admin, Number.NaN)).rejects.toMatchObject(unknown)
  })

  it('say where a mail server has refused the address', async () => {
    const [refused, other] = [newEmail(), newEmail()]
    await invite({ email: refused }, { email: other })
    const stop = { address: refused, answer: '550 5.1.1 No such user', createdAt: new Date() }
    await db().mailStop.create({ data: { addressKey: foldAddress(refused), ...stop } })
    expect(await findByEmail(admin, refused)).toMatchObject({ status: 'open', stopped: true })
    expect(await findByEmail(admin, other)).toMatchObject({ stopped: false })
    const { id } = (await findByEmail(admin, refused)) ?? { id: 0 }
    expect(await resendInvitation(admin, id)).toMatchObject({ stopped: true })
  })

  it('are mailed again five times an hour, and not to a user', async () => {
    const email = newEmail()
    await invite({ email })
    const { id } = (await findByEmail(admin, email)) ?? { id: 0 }
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
      (await listInvitations(admin, { status, limit: 100 })).invitations
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
    expect(await findByEmail(admin, old)).toMatchObject({ status: 'expired' })
    expect(await findByEmail(admin, older)).toBeUndefined()
  })
})
