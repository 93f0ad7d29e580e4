import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bearer,
  cookie,
  from,
  type Header,
  newAddress,
  origin,
  postJson,
  send,
  sendJson,
} from '../fixtures/client.ts'
import { expectInvalid, expectProblem, expectTicketVoid } from '../fixtures/expectations.ts'
import { sendForm } from '../fixtures/forms.ts'
import { ALLOWED_ORIGINS, type Host } from '../fixtures/host.ts'
import { addVerifiedUser, type MailHost, startMailHost } from '../fixtures/mail-host.ts'
import { signIn as openSession } from '../fixtures/people.ts'

const NOT_ME = '/api/not-me'
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

describe.each(['server.ts', 'next start'] as const)('notices on %s', server => {
  let mailed: MailHost
  let host: Host
  beforeAll(async () => {
    mailed = await startMailHost(server, { NOTICES: 'sign-in,password' })
    host = mailed.host
  })
  afterAll(() => mailed?.stop())

  const signIn = async (
    { uid, password }: { uid: string; password: string },
    address: string,
    agent = FIREFOX,
  ) => {
    const headers: Header[] = [from(address), ['User-Agent', agent]]
    const answer = await postJson(host, '/api/authenticate', { uid, password }, headers)
    return answer.status
  }
  const sayNotMe = (use: object, ...headers: Header[]) =>
    postJson(host, NOT_ME, use, [from(newAddress()), ...headers])

  it('a sign-in from a new place is told, with the network and not the address', async () => {
    const owner = await addVerifiedUser(host)
    expect(await signIn(owner, '192.0.2.7')).toBe(200)
    expect(await signIn(owner, '192.0.2.99')).toBe(200)
    expect(await signIn(owner, '198.51.100.9')).toBe(200)
    const { text, parsed } = await mailed.waitForMail(owner.email)
    expect(parsed.subject).toBe('A sign-in from a new place')
    const plain = text.replaceAll('\u200c', '').replace(/\s+/g, ' ')
    expect(plain).toContain('by Firefox on Windows, from the network 198.51.100.0/24')
    expect(plain).not.toContain('198.51.100.9')
    expect(await signIn(owner, '198.51.100.10')).toBe(200)
    expect(await signIn(owner, '198.51.100.10', 'curl/8.0')).toBe(200)
    await mailed.waitForMail(owner.email, 2)
    expect(mailed.smtp.mails.filter(({ to }) => to === owner.email)).toHaveLength(2)
  })

  it('204: “this was not me”, once, after a scanner that opens the link twice', async () => {
    const owner = await addVerifiedUser(host)
    await signIn(owner, '192.0.2.7')
    await signIn(owner, '203.0.113.7')
    const { link, secret } = await mailed.waitForMail(owner.email)
    const { pathname } = new URL(link)
    expect(pathname).toBe('/not-me')
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      for (const path of [NOT_ME, `${NOT_ME}?token=${secret}`]) await send(host, { method, path })
    }
    expect(await signIn(owner, '192.0.2.7')).toBe(200)
    const page = origin(ALLOWED_ORIGINS[0] as string)
    expect((await sayNotMe({ token: secret }, page)).status).toBe(204)
    expect(await signIn(owner, '192.0.2.7')).toBe(401)
    const again = await sayNotMe({ token: secret })
    expectTicketVoid(again)
    const reset = await mailed.waitForMail(owner.email, 2)
    const password = 'only mine from now on'
    const chosen = await postJson(
      host,
      '/api/password-reset',
      { token: reset.secret, password },
      [],
    )
    expect(chosen.status).toBe(204)
    expect((await mailed.waitForMail(owner.email, 3)).parsed.subject).toBe(
      'Your password was changed',
    )
    expect(await signIn({ ...owner, password }, '192.0.2.7')).toBe(200)
  })

  it('a new password is told, by the page and by the API, and the page takes it back', async () => {
    const owner = await addVerifiedUser(host)
    const byPage = 'one by the page of the account'
    const byApi = 'and another by the API'
    const headers = [cookie(await openSession(host, owner))]
    const typed = { currentPassword: owner.password, password: byPage }
    expect((await sendForm(host, '/account', typed, headers)).status).toBe(200)
    const told = await mailed.waitForMail(owner.email)
    expect(told.parsed.subject).toBe('Your password was changed')
    const token = await openSession(host, { ...owner, password: byPage })
    // That sign-in was from a new place. Mails that wait together may overtake each other.
    await mailed.waitForMail(owner.email, 2)
    const call = { method: 'PATCH', path: `/api/users/${owner.uid}`, headers: [bearer(token)] }
    const change = { currentPassword: byPage, password: byApi }
    expect((await sendJson(host, call, change)).status).toBe(200)
    expect((await mailed.waitForMail(owner.email, 3)).parsed.subject).toBe(
      'Your password was changed',
    )
    const use = { email: owner.email, code: told.code }
    const done = await sendForm(host, '/not-me', use, [from(newAddress())])
    expect(done.text).toContain(`${owner.uid} is signed out everywhere.`)
    expect(await signIn({ ...owner, password: byApi }, '192.0.2.7')).toBe(401)
    expect((await mailed.waitForMail(owner.email, 4)).link).toContain('/reset#')
  })

  it('400: neither a token nor a code; 403: from another site', async () => {
    expectInvalid(await sayNotMe({}), ['code'])
    expectProblem(await sayNotMe({ token: 'x' }, origin('https://evil.example')), 403)
  })
})
