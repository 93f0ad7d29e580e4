import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bearer,
  from,
  type Header,
  newAddress,
  origin,
  postJson,
  send,
} from '../fixtures/client.ts'
import {
  expectInvalid,
  expectJson,
  expectProblem,
  expectTicketVoid,
  readFacts,
} from '../fixtures/expectations.ts'
import { ALLOWED_ORIGINS, type Host } from '../fixtures/host.ts'
import { addVerifiedUser, type MailHost, startMailHost } from '../fixtures/mail-host.ts'
import { makeUid, makeUserInput, signIn } from '../fixtures/people.ts'

const VERIFY = '/api/users/verify'

describe.each(['server.ts', 'next start'] as const)('sign-up by mail on %s', server => {
  let mailed: MailHost
  let host: Host
  beforeAll(async () => {
    mailed = await startMailHost(server, { SIGNUP_VERIFY: '1' })
    host = mailed.host
  })
  afterAll(() => mailed?.stop())

  const makeInput = (differs = {}) => {
    const input = makeUserInput()
    return { ...input, email: `${input.uid}@example.org`, ...differs }
  }
  const ask = (input: object, ...headers: Header[]) =>
    postJson(host, '/api/users', input, [from(newAddress()), ...headers])
  const verify = (use: object, ...headers: Header[]) =>
    postJson(host, VERIFY, use, [from(newAddress()), ...headers])

  it.each([
    ['our own host', []],
    ['an allowed origin', [origin(ALLOWED_ORIGINS[0] as string)]],
  ] as [string, Header[]][])('202, then 201 by the link, from %s', async (_, headers) => {
    const input = makeInput({ role: 'student' })
    const asked = await ask(input, ...headers)
    expectJson(asked, 202)
    expect(asked.json()).toEqual({
      message: `A mail to ${input.email} is on its way. It opens the account.`,
      ignored: ['role'],
    })
    expect(asked.all('set-cookie')).toEqual([])
    await expect(signIn(host, input)).rejects.toThrow()
    const { secret } = await mailed.waitForMail(input.email)
    const opened = await verify({ token: secret }, ...headers)
    expectJson(opened, 201)
    expect(opened.one('location')).toBe(`/api/users/${input.uid}`)
    expect(opened.json()).toMatchObject({
      uid: input.uid,
      email: input.email,
      emailVerified: true,
      role: 'User',
    })
    expect(opened.all('set-cookie')).toEqual([])
    expect(await signIn(host, { uid: input.email, password: input.password })).not.toBe('')
    expectTicketVoid(await verify({ token: secret }))
  })

  it('201: by the code, after wrong ones; a scanner that opens the link spends nothing', async () => {
    const input = makeInput()
    await ask(input)
    const { code, link, secret } = await mailed.waitForMail(input.email)
    for (const path of [new URL(link).pathname, VERIFY, `${VERIFY}?token=${secret}`]) {
      for (const method of ['GET', 'HEAD', 'GET']) await send(host, { method, path })
    }
    for (let i = 0; i < 4; i++)
      expectTicketVoid(await verify({ email: input.email, code: '2222-2222' }))
    expect((await verify({ email: input.email, code: code.toLowerCase() })).status).toBe(201)
  })

  it('202: the same for an address that belongs to an account, in status, body and headers', async () => {
    const { email } = await addVerifiedUser(host)
    const known = makeInput({ email })
    const unknown = makeInput()
    expect(readFacts(await ask(known), email)).toEqual(readFacts(await ask(unknown), unknown.email))
    const mail = await mailed.waitForMail(email)
    expect(mail.text).toMatch(/belongs to an account already/)
    expect([mail.code, mail.secret]).toEqual(['', ''])
    for (let i = 0; i < 6; i++) {
      const wrong = await verify({ email, code: '2222-2222' })
      const other = await verify({ email: unknown.email, code: '2222-2222' })
      expect(readFacts(wrong, email)).toEqual(readFacts(other, unknown.email))
    }
  })

  it('409: a user ID that is taken', async () => {
    const { uid } = await addVerifiedUser(host)
    const answer = await ask(makeInput({ uid }))
    expectJson(answer, 409)
    expect(answer.json().code).toBe('uid_taken')
  })

  it('400: no address, an address of somebody else as the user ID, neither token nor code', async () => {
    for (const email of ['', null, undefined])
      expectInvalid(await ask(makeInput({ email })), ['email'])
    expectInvalid(await ask(makeInput({ uid: `${makeUid()}@example.org` })), ['uid'])
    expectInvalid(await verify({}), ['code'])
    expectInvalid(await ask(makeInput({ uid: 'verify' })), ['uid'])
  })

  it('201: administrators create users as ever; 403: from another site', async () => {
    const made = await ask(makeInput(), bearer(host.adminToken))
    expect(made.status).toBe(201)
    expect(made.json().emailVerified).toBe(true)
    expectProblem(await ask(makeInput(), origin('https://evil.example')), 403)
    expectProblem(await verify({ token: 'x' }, origin('https://evil.example')), 403)
  })
})
