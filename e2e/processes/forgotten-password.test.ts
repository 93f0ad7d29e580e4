import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
import { expectInvalid, expectJson, expectProblem, readFacts } from '../fixtures/expectations.ts'
import { sendForm, sendFormOf } from '../fixtures/forms.ts'
import { buildOwnOrigin, type Host, PAGES } from '../fixtures/host.ts'
import { addVerifiedUser, type MailHost, startMailHost } from '../fixtures/mail-host.ts'
import { createMember, makeUid, signIn } from '../fixtures/people.ts'

const ASK = '/api/password-reset/mail'
const SPEND = '/api/password-reset'
const NEW = 'a quite different one'

describe.each(['server.ts', 'next start'] as const)('a forgotten password on %s', server => {
  let mailed: MailHost
  let host: Host
  let person: Awaited<ReturnType<typeof addVerifiedUser>>
  beforeAll(async () => {
    mailed = await startMailHost(server)
    host = mailed.host
  })
  beforeEach(async () => {
    person = await addVerifiedUser(host)
  })
  afterAll(() => mailed?.stop())

  const ask = (identifier: unknown, headers: Header[] = []) =>
    postJson(host, ASK, { identifier }, headers)
  const receive = async () => {
    expectJson(await ask(person.uid), 202)
    return mailed.waitForMail(person.email)
  }

  it('202: the same for everybody, whoever asks', async () => {
    const typed = await createMember(host, { email: `${makeUid()}@example.org` })
    const disabled = await addVerifiedUser(host)
    const path = `/api/users/${disabled.uid}`
    const headers = [bearer(host.adminToken)]
    await sendJson(host, { method: 'PATCH', path, headers }, { disabled: true })
    const names = [
      person.uid,
      person.email,
      person.email.toUpperCase(),
      makeUid(),
      `${makeUid()}@example.org`,
      typed.uid,
      disabled.uid,
      disabled.email,
      'not a user ID',
    ]
    for (const extra of [[], [origin(PAGES)]]) {
      const answers = []
      for (const name of names)
        answers.push(readFacts(await ask(name, [from(newAddress()), ...extra])))
      for (const answer of answers) expect(answer).toEqual(answers[0])
      expect(answers[0]?.status).toBe(202)
    }
    // The sixth mail of an hour is answered as the first.
    const again = readFacts(await ask(person.uid, [from(newAddress())]))
    expect(again).toEqual(readFacts(await ask(makeUid(), [from(newAddress())])))
  })

  it('400: nobody is named', async () => {
    for (const identifier of ['', ' ', null, 7, undefined, 'x'.repeat(300)]) {
      expectInvalid(await ask(identifier), ['identifier'])
    }
  })

  it('204: by the link of the mail, which leads to our own page whoever asks', async () => {
    await ask(person.email, [origin(PAGES), ['X-Forwarded-Host', 'evil.example']])
    const { link, secret } = await mailed.waitForMail(person.email)
    expect(link).toBe(`${buildOwnOrigin(host)}/reset#${secret}`)
    const answer = await postJson(host, SPEND, { token: secret, password: NEW })
    expect([answer.status, answer.text]).toEqual([204, ''])
    await signIn(host, { uid: person.uid, password: NEW })
    expectProblem(await postJson(host, SPEND, { token: secret, password: NEW }), 404)
  })

  it('204: by its code, from a page of an allowed origin; 404: a wrong one', async () => {
    const { code } = await receive()
    const spend = (differs: object) =>
      postJson(host, SPEND, { identifier: person.uid, code, password: NEW, ...differs }, [
        origin(PAGES),
      ])
    expectInvalid(await spend({ code: 'AAAA-AAAA' }), ['code'], 404)
    expectInvalid(await spend({ identifier: makeUid() }), ['code'], 404)
    expectInvalid(await spend({ identifier: undefined }), ['token'])
    const answer = await spend({ identifier: person.email, code: code.toLowerCase() })
    expect(answer.status).toBe(204)
    expect(answer.one('access-control-allow-origin')).toBe(PAGES)
    await signIn(host, { uid: person.uid, password: NEW })
  })

  it('a mail scanner that opens every link twice spends nothing', async () => {
    const { link, secret } = await receive()
    const { pathname } = new URL(link)
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      for (const path of [pathname, `${pathname}?x=1`, SPEND, `${ASK}?token=${secret}`]) {
        const { status } = await send(host, { method, path })
        expect(status).toBe(path.startsWith(pathname) ? 200 : 405)
      }
    }
    expect((await postJson(host, SPEND, { token: secret, password: NEW })).status).toBe(204)
  })

  it('403: from another site', async () => {
    expectProblem(await ask(person.uid, [origin('https://evil.example')]), 403)
  })

  it('429: one address asks too often, whoever it names', async () => {
    const address = [from(newAddress())]
    const answers = await Promise.all(
      Array.from({ length: 110 }, (_, i) => ask(i % 2 ? person.uid : makeUid(), address)),
    )
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(100)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
  })

  it('the pages ask and take the code without JavaScript', async () => {
    const login = await send(host, { path: '/login' })
    expect(login.text).toContain('href="/forgot?next=%2Fusers"')
    const asked = await sendForm(host, '/forgot', { identifier: person.email })
    expect(asked.text).toContain('If there is such an account')
    const unknown = await sendForm(host, '/forgot', { identifier: makeUid() })
    expect(unknown.text).toContain('If there is such an account')
    const { code } = await mailed.waitForMail(person.email)
    const wrong = await sendFormOf(asked, host, '/forgot', { code: 'AAAA-AAAA' })
    expect(wrong.text).toContain('This code is wrong, or no longer valid.')
    const right = await sendFormOf(wrong, host, '/forgot', { code })
    const done = await sendFormOf(right, host, '/forgot', { password: NEW })
    expect(done.text).toContain(`The password of ${person.uid} is changed.`)
    await signIn(host, { uid: person.uid, password: NEW })
  })
})
