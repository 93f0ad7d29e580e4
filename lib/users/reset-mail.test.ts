import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flushEvents } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { listStatements } from '../../e2e/fixtures/count-queries.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { canSignIn } from '../../e2e/fixtures/sign-in.ts'
import { addUser, addViewer, PASSWORD, signInViewer } from '../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { updateUser } from './edit.ts'
import { addForgetful, type Forgetful, NEW, spend, VOID, WRONG } from './reset-mail.fixture.ts'
import { requestResetMail } from './reset-mail.ts'

describe.each(engines)('mails for a new password on %s', engine => {
  let mail: UnitMail
  let admin: Viewer
  let forgetful: Forgetful
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    admin = await addViewer({ role: 'Admin' })
  })
  beforeEach(async () => {
    forgetful = await addForgetful(mail)
  })
  afterAll(() => mail.stop())

  it('go to the verified address, asked for by user ID or by it, with a link to our own page', async () => {
    const { user, email, askOne } = forgetful
    for (const identifier of [user.uid, user.uid.toUpperCase(), email, email.toUpperCase()]) {
      const { to, link, secret, code, text } = await askOne(identifier)
      expect(to).toBe(email)
      expect(link).toBe(`${env().publicUrl.origin}/reset#${secret}`)
      expect(secret).toMatch(/^[\w-]{43}$/)
      expect(code).toMatch(/^\w{4}-\w{4}$/)
      expect(text).toContain(user.uid)
    }
  })

  it('set the password by the link, once, end the sessions and void the code', async () => {
    const { user, askOne, byCode } = forgetful
    const session = await signInViewer(user)
    const { secret, code } = await askOne()
    await spend({ token: secret })
    expect(await session.lasts()).toBe(false)
    expect([await canSignIn(user.uid, PASSWORD), await canSignIn(user.uid, NEW)]).toEqual([
      false,
      true,
    ])
    await expect(spend({ token: secret })).rejects.toThrow(/already been used/)
    await expect(spend(byCode(code))).rejects.toMatchObject(VOID)
  })

  it('set it by the code as people type it, by user ID or address, and void the link', async () => {
    const { user, email, askOne, byCode } = forgetful
    const { secret, code } = await askOne()
    await spend(byCode(` ${code.replace('-', ' ').toLowerCase()}`, email.toUpperCase()))
    expect([await canSignIn(user.uid, PASSWORD), await canSignIn(user.uid, NEW)]).toEqual([
      false,
      true,
    ])
    await expect(spend({ token: secret })).rejects.toMatchObject(VOID)
  })

  it('go to nobody else, who has a code of their own that nobody knows', async () => {
    const { ask } = forgetful
    const typed = await addUser({ email: 'typed@example.org' })
    const disabled = await addUser({ email: 'gone@example.org', emailVerified: true })
    await updateUser(admin, disabled, { disabled: true }, null)
    const bare = await addUser()
    const names = [
      'nobody',
      'nobody@example.org',
      typed.uid,
      'typed@example.org',
      disabled.uid,
      'gone@example.org',
      bare.uid,
      'not a user ID at all',
    ]
    for (const name of names) {
      const { length } = await db().ticket.findMany({ where: { userId: null } })
      expect(await ask(name)).toEqual([])
      const after = await db().ticket.findMany({ where: { userId: null } })
      expect(after.length).toBe(length + 1)
    }
    const holders = (await db().ticket.findMany({ where: { userId: null } })).map(
      ({ holder }) => holder,
    )
    expect(JSON.stringify(holders)).not.toMatch(/nobody@|not a user/)
  })

  it('cost as many statements until the answer, and at a wrong code, whoever it is', async () => {
    const { user, byCode } = forgetful
    const names = [user.uid, 'unknown', (await addUser({ email: 'x@example.org' })).uid]
    const asked = []
    const tried = []
    for (const name of names) {
      asked.push(await listStatements(() => requestResetMail(name, newAddress())))
      await mail.settle()
      await flushEvents()
      tried.push(
        await listStatements(() => spend(byCode(WRONG, name)).then(String, ({ code }) => code)),
      )
      await flushEvents()
    }
    const expectAlike = (lists: string[][]) => {
      for (const list of lists) expect(list).toEqual(lists[0])
    }
    expectAlike(asked)
    // The event is written beside the answer.
    expectAlike(tried.map(list => list.filter(text => text !== 'INSERT AuditEvent')))
    expect(tried[0]).toContain('UPDATE Ticket')
  })

  it('are answered the same where there is no such account, however often a code is tried', async () => {
    const { user, ask, askOne, byCode } = forgetful
    await askOne()
    await ask('nobody-2')
    const tell = async (identifier: string) => {
      const refusals = []
      for (let i = 0; i < 7; i++) {
        const refusal = await spend(byCode(WRONG, identifier)).catch(error => error)
        refusals.push([refusal.status, refusal.body, refusal.headers])
      }
      return refusals
    }
    expect(await tell('nobody-2')).toEqual(await tell(user.uid))
  })

  it('are recorded, and nobody is named who was not found', async () => {
    const { user, ask } = forgetful
    await ask()
    await ask('hunter2-hunter2')
    await flushEvents()
    const rows = await db().auditEvent.findMany({ where: { action: 'mail_request' } })
    const mine = rows.filter(({ targetId }) => targetId === user.id)
    expect(mine).toMatchObject([{ result: 'ok', detail: '{"kind":"password_reset"}' }])
    expect(JSON.stringify(rows)).not.toContain('hunter2')
  })

  it('are 404 without an SMTP server, and 429 for an address that asks too often', async () => {
    const { user } = forgetful
    env().smtpUrl = undefined
    const missing = { status: 404, code: 'mail_not_set_up' }
    await expect(requestResetMail(user.uid, newAddress())).rejects.toMatchObject(missing)
    mail.use()
    const home = newAddress()
    for (let i = 0; i < 100; i++) await requestResetMail(`nobody${i % 3}`, home)
    await expect(requestResetMail(user.uid, home)).rejects.toMatchObject({ status: 429 })
  })
})
