import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flushEvents } from '#lib/audit/record-event.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { sendDue } from '#lib/mail/sender.ts'
import { closePool } from '#lib/mail/transport.ts'
import { finishDeferredWork } from '#lib/runtime/defer.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { listStatements } from '../../e2e/fixtures/count-queries.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { readMail } from '../../e2e/fixtures/read-mail.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../e2e/fixtures/sign-in.ts'
import { startSmtp, useSmtp } from '../../e2e/fixtures/smtp.ts'
import { addUser, addViewer, PASSWORD, signInViewer, startStore } from '../../e2e/fixtures/store.ts'
import { askForAddress } from './addresses/ask-address.ts'
import { verifyAddress } from './addresses/verify-address.ts'
import { updateUser } from './edit.ts'
import { createPasswordReset, spendPasswordReset } from './password-reset.ts'
import type { ResetKey } from './password-reset-json.ts'
import { requestResetMail } from './reset-mail.ts'
import type { StoredUser } from './store.ts'

const NEW = 'a quite different one'
const WRONG = 'AAAA-AAAA'
const VOID = { status: 404, code: 'reset_void' }
let count = 0

describe.each(engines)('mails for a new password on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  let admin: Viewer
  let user: StoredUser
  let email: string
  beforeAll(async () => {
    stop = await startStore(engine)
    smtp = await startSmtp()
    useSmtp(smtp.url)
    admin = await addViewer({ role: 'Admin' })
  }, 60_000)
  beforeEach(async () => {
    email = `reset${++count}@example.org`
    user = await addUser({ email, emailVerified: true })
    smtp.mails.length = 0
  })
  afterEach(() => useSmtp(smtp.url))
  afterAll(async () => {
    closePool()
    await smtp.stop()
    env().smtpUrl = undefined
    await stop()
  })

  /** Asks, and reads what has come. */
  const ask = async (identifier = user.uid) => {
    const before = smtp.mails.length
    await requestResetMail(identifier, newAddress())
    await finishDeferredWork()
    await sendDue()
    return smtp.mails.slice(before)
  }
  const askOne = async (identifier?: string) => {
    const [mail, ...others] = await ask(identifier)
    expect(others).toEqual([])
    if (!mail) throw new Error('No mail has come.')
    return { ...readMail(mail), to: mail.to, subject: mail.parsed.subject }
  }
  const spend = (key: ResetKey, password = NEW) => spendPasswordReset(key, password, newAddress())
  const byCode = (code: string, identifier = user.uid) => ({ identifier, code })
  const canSignIn = (password: string) =>
    signInByCookie(
      { uid: user.uid, password },
      { address: newAddress(), agent: '', origin: '' },
    ).then(
      () => true,
      () => false,
    )

  it('go to the verified address, asked for by user ID or by it, with a link to our own page', async () => {
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
    const session = await signInViewer(user)
    const { secret, code } = await askOne()
    await spend({ token: secret })
    expect(await session.lasts()).toBe(false)
    expect([await canSignIn(PASSWORD), await canSignIn(NEW)]).toEqual([false, true])
    await expect(spend({ token: secret })).rejects.toThrow(/already been used/)
    await expect(spend(byCode(code))).rejects.toMatchObject(VOID)
  })

  it('set it by the code as people type it, by user ID or address, and void the link', async () => {
    const { secret, code } = await askOne()
    await spend(byCode(` ${code.replace('-', ' ').toLowerCase()}`, email.toUpperCase()))
    expect([await canSignIn(PASSWORD), await canSignIn(NEW)]).toEqual([false, true])
    await expect(spend({ token: secret })).rejects.toMatchObject(VOID)
  })

  it('go to nobody else, who has a code of their own that nobody knows', async () => {
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
    const names = [user.uid, 'unknown', (await addUser({ email: 'x@example.org' })).uid]
    const asked = []
    const tried = []
    for (const name of names) {
      asked.push(await listStatements(() => requestResetMail(name, newAddress())))
      await finishDeferredWork()
      await sendDue()
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

  it('take five wrong codes, and the link goes on', async () => {
    const { secret, code } = await askOne()
    for (let i = 0; i < 5; i++) await expect(spend(byCode(WRONG))).rejects.toMatchObject(VOID)
    await expect(spend(byCode(code))).rejects.toMatchObject(VOID)
    expect(await canSignIn(PASSWORD)).toBe(true)
    await spend({ token: secret })
  })

  it('are answered the same where there is no such account, however often a code is tried', async () => {
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

  it('void what was mailed before to change the account, once the password is set', async () => {
    const { viewer } = await signInViewer(user)
    const next = `next${count}@example.org`
    await askForAddress(viewer, next, newAddress())
    await sendDue()
    const asked = smtp.mails.find(({ to }) => to === next) as (typeof smtp.mails)[number]
    const { secret } = await askOne()
    await spend({ token: secret })
    const verify = verifyAddress({ token: readMail(asked).secret }, newAddress())
    await expect(verify).rejects.toMatchObject({ status: 404, code: 'ticket_void' })
  })

  it('of parallel codes one sets the password', async () => {
    const { code } = await askOne()
    const uses = await Promise.allSettled(
      Array.from({ length: 5 }, (_, i) => spend(byCode(code), `${NEW} ${i}`)),
    )
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('replace the one before, and not the link of an administrator', async () => {
    const { url } = await createPasswordReset(admin, user)
    const first = await askOne()
    const second = await askOne()
    await expect(spend({ token: first.secret })).rejects.toMatchObject(VOID)
    await expect(spend(byCode(first.code))).rejects.toMatchObject(VOID)
    await spend({ token: new URL(url).hash.slice(1) })
    await expect(spend({ token: second.secret })).rejects.toMatchObject(VOID)
  })

  it('are five in an hour for one user, and the last stays good', async () => {
    let last = await askOne()
    for (let i = 0; i < 4; i++) last = await askOne(i % 2 ? email : user.uid)
    expect(await ask()).toEqual([])
    expect(await ask(email)).toEqual([])
    await spend(byCode(last.code))
  })

  it('are void for another user, after an hour, and with another address', async () => {
    const { secret, code } = await askOne()
    const other = await addUser({ email: `other${count}@example.org`, emailVerified: true })
    await expect(spend(byCode(code, other.uid))).rejects.toMatchObject(VOID)
    const [ticket] = await db().ticket.findMany({ where: { userId: user.id } })
    const minutes = (Number(ticket?.expiresAt) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(59)
    expect(minutes).toBeLessThanOrEqual(60)
    await updateUser(admin, user, { email: `moved${count}@example.org` }, null)
    await expect(spend({ token: secret })).rejects.toMatchObject(VOID)
    await expect(spend(byCode(code))).rejects.toMatchObject(VOID)
  })

  it('spend nothing where the new password is refused', async () => {
    const { code } = await askOne()
    for (let i = 0; i < 7; i++) {
      await expect(spend(byCode(code), 'password')).rejects.toMatchObject({ status: 400 })
    }
    await spend(byCode(code))
  })

  it('are recorded, and nobody is named who was not found', async () => {
    await ask()
    await ask('hunter2-hunter2')
    await flushEvents()
    const rows = await db().auditEvent.findMany({ where: { action: 'mail_request' } })
    const mine = rows.filter(({ targetId }) => targetId === user.id)
    expect(mine).toMatchObject([{ result: 'ok', detail: '{"kind":"password_reset"}' }])
    expect(JSON.stringify(rows)).not.toContain('hunter2')
  })

  it('are 404 without an SMTP server, and 429 for an address that asks too often', async () => {
    env().smtpUrl = undefined
    const missing = { status: 404, code: 'mail_not_set_up' }
    await expect(requestResetMail(user.uid, newAddress())).rejects.toMatchObject(missing)
    useSmtp(smtp.url)
    const home = newAddress()
    for (let i = 0; i < 100; i++) await requestResetMail(`nobody${i % 3}`, home)
    await expect(requestResetMail(user.uid, home)).rejects.toMatchObject({ status: 429 })
    await finishDeferredWork()
    forgetInstances('deferredWork')
  })
})
