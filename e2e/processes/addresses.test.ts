import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bearer,
  from,
  type Header,
  newAddress,
  origin,
  postJson,
  send,
  sendJson,
} from '../fixtures/client.ts'
import {
  expectInvalid,
  expectJson,
  expectProblem,
  expectTicketVoid,
  MISSING,
  readFacts,
} from '../fixtures/expectations.ts'
import { ALLOWED_ORIGINS, type Host } from '../fixtures/host.ts'
import { addVerifiedUser, type MailHost, startMailHost } from '../fixtures/mail-host.ts'
import { createMember, makeUid, type Person, signIn } from '../fixtures/people.ts'
import { makeScratchFolder } from '../fixtures/scratch-folder.ts'
import { startHost } from '../fixtures/start-host.ts'

const ASK = '/api/id/email'
const VERIFY = '/api/email/verify'

describe.each(['server.ts', 'next start'] as const)('addresses on %s', server => {
  let mailed: MailHost
  let host: Host
  let member: Person
  beforeAll(async () => {
    mailed = await startMailHost(server)
    host = mailed.host
    member = await createMember(host)
  })
  afterAll(() => mailed?.stop())

  const newEmail = () => `${makeUid()}@example.org`
  const ask = (person: { token: string }, email: unknown, ...headers: Header[]) =>
    postJson(host, ASK, { email }, [bearer(person.token), from(newAddress()), ...headers])
  const verify = (use: object, ...headers: Header[]) =>
    postJson(host, VERIFY, use, [from(newAddress()), ...headers])
  const readOwn = async ({ token }: { token: string }) => {
    const answer = await send(host, { path: '/api/id', headers: [bearer(token)] })
    const { email, emailVerified } = answer.json()
    return [email, emailVerified]
  }

  it('202, then 204: by the link, once; whoever has it need not be signed in', async () => {
    const person = await createMember(host)
    const email = newEmail()
    const asked = await ask(person, email)
    expectJson(asked, 202)
    expect(asked.json()).toEqual({ message: `A mail to ${email} is on its way.` })
    expect(await readOwn(person)).toEqual([null, false])
    const { secret } = await mailed.waitForMail(email)
    expect((await verify({ token: secret })).status).toBe(204)
    expect(await readOwn(person)).toEqual([email, true])
    expectTicketVoid(await verify({ token: secret }))
    expect(await signIn(host, { uid: email, password: person.password })).not.toBe('')
  })

  it('204: by the code, from an allowed origin', async () => {
    const person = await createMember(host)
    const email = newEmail()
    const page = origin(ALLOWED_ORIGINS[0] as string)
    expect((await ask(person, email, page)).status).toBe(202)
    const { code } = await mailed.waitForMail(email)
    expect((await verify({ email, code: code.toLowerCase() }, page)).status).toBe(204)
    expect(await readOwn(person)).toEqual([email, true])
  })

  it('a mail scanner that opens the link twice spends nothing', async () => {
    const person = await createMember(host)
    const email = newEmail()
    await ask(person, email)
    const { link, secret } = await mailed.waitForMail(email)
    const { pathname, search } = new URL(link)
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      for (const path of [`${pathname}${search}`, VERIFY, `${VERIFY}?token=${secret}`]) {
        await send(host, { method, path })
      }
    }
    expect(await readOwn(person)).toEqual([null, false])
    expect((await verify({ token: secret })).status).toBe(204)
  })

  it('202: the same for an address that another user has verified; the mail says so', async () => {
    const { email } = await addVerifiedUser(host)
    const unknown = newEmail()
    // Each by somebody else, since what is left of their limit is told.
    const taken = await ask(await createMember(host), email)
    const free = await ask(await createMember(host), unknown)
    expect(readFacts(taken, email)).toEqual(readFacts(free, unknown))
    const mail = await mailed.waitForMail(email)
    expect([mail.code, mail.secret]).toEqual(['', ''])
    expect(mail.text).toMatch(/confirmed address of another account/)
  })

  it('404: five wrong codes void the code, and not the link', async () => {
    const person = await createMember(host)
    const email = newEmail()
    await ask(person, email)
    const { code, secret } = await mailed.waitForMail(email)
    for (let i = 0; i < 5; i++) expectTicketVoid(await verify({ email, code: '2222-2222' }))
    expectTicketVoid(await verify({ email, code }))
    expect((await verify({ token: secret })).status).toBe(204)
  })

  it('400: neither a token nor a code; no address', async () => {
    expectInvalid(await verify({}), ['code'])
    expectInvalid(await verify({ email: newEmail() }), ['code'])
    expectInvalid(await verify({ code: 'ABCD-2345' }), ['code'])
    expectInvalid(await verify({ token: 7 }), ['token'])
    for (const email of ['', 'x', null, 'a@b', 'ä@example.org', 'a@example.org\r\nBcc: b@c.de']) {
      expectInvalid(await ask(member, email), ['email'])
    }
  })

  it('401: nobody asks; 403: from another site', async () => {
    expectProblem(await postJson(host, ASK, { email: newEmail() }, []), 401, MISSING)
    const evil = origin('https://evil.example')
    expectProblem(await ask(member, newEmail(), evil), 403)
    expectProblem(await verify({ token: 'x' }, evil), 403)
  })

  it('a name in the mail is no link, and no header', async () => {
    const person = await createMember(host, { name: 'win.example.com' })
    const email = newEmail()
    await ask(person, email)
    const { parsed, link } = await mailed.waitForMail(email)
    expect(link).toContain('/verify#')
    expect(parsed.subject).toBe('Confirm your e-mail address')
    expect(String(parsed.html).match(/href="[^"]+"/g)).toHaveLength(1)
  })
})

it('404: a server that sends no mail says so, and keeps the way it had', async () => {
  const databaseUrl = `file:${makeScratchFolder()}/none.db`
  const { host, child } = await startHost({ server: 'server.ts', databaseUrl })
  const { token, uid } = await createMember(host)
  const answer = await postJson(host, ASK, { email: 'a@example.org' }, [bearer(token)])
  expectJson(answer, 404)
  expect(answer.json().code).toBe('mail_not_set_up')
  const call = { method: 'PATCH', path: `/api/users/${uid}`, headers: [bearer(token)] }
  const changed = await sendJson(host, call, { email: 'a@example.org' })
  expect(changed.json()).toMatchObject({ email: 'a@example.org', emailVerified: false })
  await child.stop()
}, 60_000)
