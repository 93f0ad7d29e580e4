import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flushEvents } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../../e2e/fixtures/sign-in.ts'
import { addUser, addViewer, PASSWORD } from '../../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { deleteUser, updateUser } from '../edit.ts'
import type { TicketUse } from '../ticket-use.ts'
import { acceptInvitation, findInvitationByMail } from './accept-invitation.ts'
import { resendInvitation, withdrawInvitation } from './change-invitation.ts'
import { addInviter, inviteAll, newEmail } from './invitations.fixture.ts'

const VOID = { status: 404, code: 'ticket_void' }
let count = 0
const choose = (differs: { uid?: string; name?: string; password?: string } = {}) => ({
  uid: `guest${++count}`,
  password: PASSWORD,
  ...differs,
})

describe.each(engines)('acceptInvitation on %s', engine => {
  let mail: UnitMail
  let admin: Viewer
  let home: string
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    env().signup = 'closed'
    admin = await addInviter()
  })
  beforeEach(() => {
    home = newAddress()
  })
  afterAll(() => mail.stop())

  const invite = async (differs: object = {}, inviter = admin) => {
    const email = newEmail()
    await inviteAll(inviter, { email, ...differs })
    return { email, ...(await mail.readLast(email)) }
  }
  const accept = (use: TicketUse, chosen = choose()) => acceptInvitation(use, chosen, home)
  const idOf = async (email: string) =>
    (await db().invitation.findUniqueOrThrow({ where: { emailKey: email.toLowerCase() } })).id

  it('opens an account by the link, with the address verified and the role, once', async () => {
    const { email, secret, code } = await invite({ role: 'Editor', name: 'Grace Hopper' })
    expect(await findInvitationByMail({ token: secret }, home)).toMatchObject({ email })
    const chosen = choose()
    const user = await accept({ token: secret }, chosen)
    expect(user).toMatchObject({
      uid: chosen.uid,
      name: 'Grace Hopper',
      role: 'Editor',
      email,
      verifiedEmailKey: email.toLowerCase(),
      disabled: false,
    })
    const client = { address: home, agent: '', origin: '' }
    const session = await signInByCookie({ uid: email, password: PASSWORD }, client)
    expect(session.user.uid).toBe(chosen.uid)
    await expect(accept({ token: secret })).rejects.toMatchObject(VOID)
    await expect(accept({ email, code })).rejects.toMatchObject(VOID)
    const row = await db().invitation.findUniqueOrThrow({ where: { id: await idOf(email) } })
    expect(row).toMatchObject({ uid: chosen.uid, acceptedAt: expect.any(Date) })
    const accepted = { code: 'invitation_accepted' }
    await expect(resendInvitation(admin, row.id)).rejects.toMatchObject(accepted)
  })

  it('opens one by the code and where it went; a name of one’s own goes first', async () => {
    const { email, code } = await invite({ name: 'Grace Hopper' })
    await expect(accept({ email: newEmail(), code })).rejects.toMatchObject(VOID)
    const use = { email: email.toUpperCase(), code: code.toLowerCase() }
    const user = await accept(use, choose({ name: 'Amazing Grace' }))
    expect(user).toMatchObject({ name: 'Amazing Grace', role: 'User' })
  })

  it('calls somebody without a name by the user ID', async () => {
    const { secret } = await invite()
    const chosen = choose()
    expect((await accept({ token: secret }, chosen)).name).toBe(chosen.uid)
  })

  it('refuses what can be corrected at its field, and spends nothing', async () => {
    const { email, secret } = await invite()
    const taken = await addUser()
    const refused = (differs: object, expected: object) =>
      expect(accept({ token: secret }, choose(differs))).rejects.toMatchObject(expected)
    await refused({ uid: taken.uid.toUpperCase() }, { code: 'uid_taken' })
    await refused({ password: 'password' }, { status: 400 })
    await refused({ uid: 'somebody@example.org' }, { status: 400 })
    expect((await accept({ token: secret }, choose({ uid: email }))).uid).toBe(email)
  })

  it('refuses an address that somebody has verified in the meantime', async () => {
    const { email, secret } = await invite()
    await addUser({ email, emailVerified: true })
    await expect(accept({ token: secret })).rejects.toMatchObject({ code: 'email_taken' })
  })

  it('takes five wrong codes; the link of the mail still works', async () => {
    const { email, code, secret } = await invite()
    for (let i = 0; i < 5; i++) {
      await expect(accept({ email, code: '22222222' })).rejects.toMatchObject(VOID)
    }
    await expect(accept({ email, code })).rejects.toMatchObject(VOID)
    await accept({ token: secret })
  })

  it('lets one of parallel uses through', async () => {
    const { email, code, secret } = await invite()
    const uses = Array.from({ length: 8 }, (_, i) =>
      accept(i % 2 === 0 ? { token: secret } : { email, code }),
    )
    const results = await Promise.allSettled(uses)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of results) {
      if (one.status === 'rejected') expect([404, 409]).toContain(one.reason.status)
    }
    expect(await db().user.count({ where: { verifiedEmailKey: email.toLowerCase() } })).toBe(1)
  })

  it('does nothing for an invitation that was withdrawn, replaced or has expired', async () => {
    const withdrawn = await invite()
    await withdrawInvitation(admin, await idOf(withdrawn.email))
    await expect(accept({ token: withdrawn.secret })).rejects.toMatchObject(VOID)
    const replaced = await invite()
    await resendInvitation(admin, await idOf(replaced.email))
    await expect(accept({ token: replaced.secret })).rejects.toMatchObject(VOID)
    await accept({ token: (await mail.readLast(replaced.email)).secret })
    const old = await invite()
    await db().ticket.updateMany({ where: { email: old.email }, data: { expiresAt: new Date() } })
    await expect(accept({ token: old.secret })).rejects.toMatchObject(VOID)
  })

  it('gives a role only while whoever invited is an administrator; the default one stays', async () => {
    const fallen = async (end: (inviter: Viewer) => Promise<unknown>) => {
      const inviter = await addViewer({ role: 'Admin' })
      const [elevated, plain] = [
        await invite({ role: 'Admin' }, inviter),
        await invite({}, inviter),
      ]
      await end(inviter)
      await expect(accept({ token: elevated.secret })).rejects.toMatchObject(VOID)
      expect((await accept({ token: plain.secret })).role).toBe('User')
      await resendInvitation(admin, await idOf(elevated.email))
      const { secret } = await mail.readLast(elevated.email)
      expect((await accept({ token: secret })).role).toBe('Admin')
    }
    await fallen(({ id }) => updateUser(admin, { id }, { role: 'Editor' }, null))
    await fallen(({ id }) => updateUser(admin, { id }, { disabled: true }, null))
    await fallen(({ id }) => deleteUser(admin, { id }))
  })

  it('gives no role that is gone', async () => {
    const { secret } = await invite({ role: 'Editor' })
    const { roles } = env()
    env().roles = roles.filter(role => role !== 'Editor')
    await expect(accept({ token: secret })).rejects.toMatchObject(VOID)
    env().roles = roles
  })

  it('is recorded, as are void links', async () => {
    const { secret } = await invite({ role: 'Editor' })
    const { uid } = await accept({ token: secret })
    await expect(accept({ token: secret })).rejects.toMatchObject(VOID)
    await flushEvents()
    const events = await db().auditEvent.findMany({
      where: { action: 'invitation_accept', OR: [{ targetUid: uid }, { address: home }] },
    })
    expect(events).toMatchObject([{ result: 'ok', detail: '{"role":"Editor"}', targetUid: uid }])
  })
})
