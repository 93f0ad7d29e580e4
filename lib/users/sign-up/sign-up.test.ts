import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { deleteExpiredTickets } from '#lib/tickets/retention.ts'
import { newAddress } from '../../../e2e/fixtures/client.ts'
import { engines } from '../../../e2e/fixtures/scratch.ts'
import { signInByCookie } from '../../../e2e/fixtures/sign-in.ts'
import { addViewer, PASSWORD } from '../../../e2e/fixtures/store.ts'
import { startUnitMail, type UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import { createUser } from '../store.ts'
import { askForAccount } from './ask-account.ts'
import { findSignUp, openAccount } from './open-account.ts'
import { askByMail, makeInput, VOID } from './sign-up.fixture.ts'

describe.each(engines)('sign-ups by mail on %s', engine => {
  let mail: UnitMail
  let home: string
  beforeAll(async () => {
    mail = await startUnitMail(engine)
    env().signup = 'open'
    env().signupVerify = true
  })
  beforeEach(() => {
    home = newAddress()
  })
  afterAll(async () => {
    env().signup = 'closed'
    env().signupVerify = false
    await mail.stop()
  })

  const ask = (input: ReturnType<typeof makeInput>) => askByMail(mail, input)
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
    const other = await ask(second)
    for (let i = 0; i < 5; i++) {
      const wrong = open({ email: second.email, code: '2222-2222' })
      await expect(wrong).rejects.toMatchObject(VOID)
    }
    const spent = open({ email: second.email, code: other.code })
    await expect(spent).rejects.toMatchObject(VOID)
    expect((await open({ token: other.secret })).uid).toBe(second.uid)
    expect(secret).not.toBe(other.secret)
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

  it.each([
    ['no address', { email: '' }, 'email'],
    ['a user ID that is another address', { uid: 'else@example.org' }, 'uid'],
    ['a password that is easy to guess', { password: 'password1' }, 'password'],
  ])('refuse %s', async (_, differs, path) => {
    const refused = askForAccount(null, makeInput(differs), home)
    await expect(refused).rejects.toMatchObject({ status: 400, errors: [{ path }] })
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
