import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { sendDue } from '#lib/mail/sender.ts'
import { deleteExpiredTickets } from '#lib/tickets/retention.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import { listStatements } from '../../../e2e/fixtures/count-queries.ts'
import { readMail } from '../../../e2e/fixtures/read-mail.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../../e2e/fixtures/sign-in.ts'
import { startSmtp, useSmtp } from '../../../e2e/fixtures/smtp.ts'
import { addUser, addViewer, PASSWORD, startStore } from '../../../e2e/fixtures/store.ts'
import type { NewUser } from '../schema.ts'
import { createUser } from '../store.ts'
import { askForAccount } from './ask-account.ts'
import { findSignUp, openAccount } from './open-account.ts'

const VOID = { status: 404, code: 'ticket_void' }
let count = 0
const makeInput = (differs: Partial<Omit<NewUser, 'email'>> & { email?: string } = {}) => {
  count++
  const named = { uid: `new${count}`, name: 'Ada King', email: `New${count}@example.org` }
  return { ...named, password: PASSWORD, dob: '1990-01-02', ...differs }
}

describe.each(engines)('sign-ups by mail on %s', engine => {
  let stop: () => Promise<void>
  let smtp: Awaited<ReturnType<typeof startSmtp>>
  let home: string
  beforeAll(async () => {
    stop = await startStore(engine)
    smtp = await startSmtp()
    useSmtp(smtp.url)
    env().signup = 'open'
    env().signupVerify = true
  }, 60_000)
  beforeEach(() => {
    home = newAddress()
  })
  afterAll(async () => {
    env().signup = 'closed'
    env().signupVerify = false
    await smtp.stop()
    await stop()
  })

  const readLast = async (email: string) => {
    await sendDue()
    return readMail(smtp.mails.findLast(({ to }) => to === email) as (typeof smtp.mails)[number])
  }
  const ask = async (input: ReturnType<typeof makeInput>) => {
    await askForAccount(null, input, home)
    return readLast(input.email)
  }
  const open = (use: Parameters<typeof openAccount>[0]) => openAccount(use, home)
  const findByUid = (uid: string) => db().user.findUnique({ where: { uidKey: uid.toLowerCase() } })

  it('open an account with a verified address once the link comes back, and once', async () => {
    const input = makeInput()
    const { link, secret } = await ask(input)
    expect(link).toMatch(/^http:\/\/localhost:3000\/signup\/verify#[\w-]{43}$/)
    expect(await findByUid(input.uid)).toBeNull()
    expect(await findSignUp({ token: secret }, home)).toMatchObject({ uid: input.uid })
    const { uid, name, email, dob, role, verifiedEmailKey } = await open({ token: secret })
    expect({ uid, name, email, dob, role }).toEqual({
      uid: input.uid,
      name: 'Ada King',
      email: input.email,
      dob: '1990-01-02',
      role: 'User',
    })
    expect(verifiedEmailKey).toBe(input.email.toLowerCase())
    const client = { address: home, agent: '', origin: '' }
    const { user } = await signInByCookie({ uid: input.email, password: PASSWORD }, client)
    expect(user.uid).toBe(input.uid)
    await expect(open({ token: secret })).rejects.toMatchObject(VOID)
  })

  it('open it by the code and where it went; five wrong ones void the code', async () => {
    const input = makeInput()
    const { code, secret } = await ask(input)
    const { email } = input
    await expect(open({ email: 'other@example.org', code })).rejects.toMatchObject(VOID)
    for (let i = 0; i < 4; i++) {
      await expect(open({ email, code: '2222-2222' })).rejects.toMatchObject(VOID)
    }
    expect((await open({ email: email.toLowerCase(), code })).uid).toBe(input.uid)
    const second = makeInput()
    const mail = await ask(second)
    for (let i = 0; i < 5; i++) {
      const wrong = open({ email: second.email, code: '2222-2222' })
      await expect(wrong).rejects.toMatchObject(VOID)
    }
    const spent = open({ email: second.email, code: mail.code })
    await expect(spent).rejects.toMatchObject(VOID)
    expect((await open({ token: mail.secret })).uid).toBe(second.uid)
    expect(secret).not.toBe(mail.secret)
  })

  it('keep of the password its hash, and nothing once the account is open', async () => {
    const input = makeInput({ password: 'a-canary-of-a-password' })
    const { secret } = await ask(input)
    const [row] = await db().ticket.findMany({ where: { email: input.email } })
    expect(JSON.stringify(row)).not.toContain('a-canary')
    expect(JSON.parse(row?.data ?? '')).toMatchObject({ hash: expect.stringMatching(/^\$2b\$/) })
    await open({ token: secret })
    expect(await db().ticket.findMany({ where: { email: input.email } })).toMatchObject([
      { data: '', codeMac: null },
    ])
  })

  it('are forgotten after a day', async () => {
    const input = makeInput()
    const { secret } = await ask(input)
    const [row] = await db().ticket.findMany({ where: { email: input.email } })
    expect(Number(row?.expiresAt) - Number(row?.createdAt)).toBe(24 * 3_600_000)
    const past = { expiresAt: new Date(Date.now() - 1) }
    await db().ticket.updateMany({ where: { email: input.email }, data: past })
    await expect(open({ token: secret })).rejects.toMatchObject(VOID)
    await deleteExpiredTickets()
    expect(await db().ticket.count({ where: { email: input.email } })).toBe(0)
  })

  it('are answered alike for an address that an account has; its mail says so', async () => {
    const { email } = await addUser({ email: 'known@example.org', emailVerified: true })
    const input = makeInput({ email: 'Known@example.org' })
    const mail = await ask(input)
    expect(mail.text).toMatch(/belongs to an account already/)
    expect([mail.code, mail.secret]).toEqual(['', ''])
    expect(await db().ticket.count({ where: { emailKey: email } })).toBe(1)
    const typed = makeInput({ email: 'typed-only@example.org' })
    await addUser({ email: typed.email })
    expect((await open({ token: (await ask(typed)).secret })).uid).toBe(typed.uid)
  })

  it('cost as many statements, whether an account has the address or not', async () => {
    await addUser({ email: 'counted@example.org', emailVerified: true })
    const list = async (email: string) => {
      const all = await listStatements(() =>
        askForAccount(null, makeInput({ email }), newAddress()),
      )
      await sendDue()
      return all.slice(0, all.lastIndexOf('COMMIT') + 1)
    }
    expect(await list('counted@example.org')).toEqual(await list('nobody@example.org'))
  })

  it('say that a user ID is taken, unless it is an address', async () => {
    const { uid } = await addUser()
    const taken = ask(makeInput({ uid: uid.toUpperCase() }))
    await expect(taken).rejects.toMatchObject({ status: 409, code: 'uid_taken' })
    await addUser({ uid: 'legacy@example.org' })
    const input = makeInput({ uid: 'legacy@example.org', email: 'legacy@example.org' })
    expect((await ask(input)).text).toMatch(/belongs to an account already/)
    const own = makeInput({ uid: 'own@example.org', email: 'own@example.org' })
    expect((await open({ token: (await ask(own)).secret })).uid).toBe('own@example.org')
  })

  it.each([
    ['no address', { email: '' }, 'email'],
    ['a user ID that is another address', { uid: 'else@example.org' }, 'uid'],
    ['a password that is easy to guess', { password: 'password1' }, 'password'],
  ])('refuse %s', async (_, differs, path) => {
    const refused = askForAccount(null, makeInput(differs), home)
    await expect(refused).rejects.toMatchObject({ status: 400, errors: [{ path }] })
  })

  it('wait beside each other: nobody’s is replaced by that of a stranger with the same address', async () => {
    const mine = makeInput()
    const { secret } = await ask(mine)
    const again = await ask(mine)
    await expect(open({ token: secret })).rejects.toMatchObject(VOID)
    await ask(makeInput({ email: mine.email }))
    expect((await open({ email: mine.email, code: again.code })).uid).toBe(mine.uid)
  })

  it('of one user ID, or of one address, one becomes an account', async () => {
    const input = makeInput()
    const first = await ask(input)
    const second = await ask(makeInput({ uid: input.uid }))
    const third = await ask(makeInput({ email: input.email }))
    const results = await Promise.allSettled(
      [first, second].flatMap(({ secret }) => [open({ token: secret }), open({ token: secret })]),
    )
    const opened = results.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(opened).toHaveLength(1)
    expect(await db().user.count({ where: { uidKey: input.uid } })).toBe(1)
    for (const one of results) {
      if (one.status === 'rejected') expect(one.reason.code).toMatch(/^(ticket_void|uid_taken)$/)
    }
    if (opened[0]?.email !== input.email) return
    await expect(open({ token: third.secret })).rejects.toMatchObject({ code: 'email_taken' })
  })

  it('end with sign-up', async () => {
    const { secret } = await ask(makeInput())
    env().signup = 'closed'
    await expect(open({ token: secret })).rejects.toMatchObject({ code: 'signup_closed' })
    await expect(ask(makeInput())).rejects.toMatchObject({ code: 'signup_closed' })
    env().signup = 'open'
    await open({ token: secret })
  })

  it('are the only way for members, and none for another role; administrators create users as ever', async () => {
    const [admin, member] = [await addViewer({ role: 'Admin' }), await addViewer()]
    await expect(createUser(null, makeInput(), home)).rejects.toThrow('SIGNUP_VERIFY')
    await expect(createUser(member, makeInput(), home)).rejects.toThrow('SIGNUP_VERIFY')
    const elevated = askForAccount(member, makeInput({ role: 'Admin' }), home)
    await expect(elevated).rejects.toMatchObject({ status: 403 })
    expect(await createUser(admin, makeInput(), home)).toMatchObject({ role: 'User' })
  })

  it('are recorded: that a mail was asked for, and that the account began', async () => {
    const input = makeInput()
    const { id } = await open({ token: (await ask(input)).secret })
    expect(await db().auditEvent.findMany({ where: { targetId: id } })).toMatchObject([
      { action: 'sign_up', result: 'ok' },
    ])
    const asked = await db().auditEvent.findFirst({
      where: { action: 'mail_request' },
      orderBy: { id: 'desc' },
    })
    expect(asked).toMatchObject({ detail: '{"kind":"sign_up"}', actorId: null, targetId: null })
  })
})
