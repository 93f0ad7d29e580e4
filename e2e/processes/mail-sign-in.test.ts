import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  bearer,
  cookie,
  from,
  type Header,
  newAddress,
  origin,
  postJson,
  send,
} from '../fixtures/client.ts'
import { executeSql, formatMoment } from '../fixtures/database.ts'
import {
  expectInvalid,
  expectJson,
  expectProblem,
  expectRefused,
  readFacts,
} from '../fixtures/expectations.ts'
import { sendForm, sendFormOf } from '../fixtures/forms.ts'
import { ALLOWED_ORIGINS, type Host, PAGES } from '../fixtures/host.ts'
import { addVerifiedUser, type MailHost, startMailHost } from '../fixtures/mail-host.ts'
import { createMember, makeUid, readTokenCookie, signIn } from '../fixtures/people.ts'
import { WITH_WORD } from '../fixtures/ways/start-host.ts'

const BEGIN = '/api/authenticate/mail'
const GO_ON = '/api/authenticate'
const WRONG = 'AAAA-AAAA'

describe.each(['server.ts', 'next start'] as const)('signing in by mail on %s', server => {
  let mailed: MailHost
  let host: Host
  let person: Awaited<ReturnType<typeof addVerifiedUser>>
  beforeAll(async () => {
    mailed = await startMailHost(server, { MAIL_SIGN_IN: '1', ...WITH_WORD })
    host = mailed.host
  })
  beforeEach(async () => {
    person = await addVerifiedUser(host)
  })
  afterAll(() => mailed?.stop())

  const begin = (identifier: unknown, headers: Header[] = []) =>
    postJson(host, BEGIN, { identifier }, headers)
  const goOn = (auth_session: string, code: unknown, headers: Header[] = []) =>
    postJson(host, GO_ON, { auth_session, code }, headers)
  const readSession = (answer: Answer): string => {
    expectJson(answer, 202)
    const body = answer.json<{ auth_session: string }>()
    expect(body).toEqual({ auth_session: expect.stringMatching(/^[\w-]{43}$/) })
    return body.auth_session
  }
  const facts = (answer: Answer) => ({
    ...readFacts(answer),
    text: answer.text.replace(/"auth_session":"[\w-]{43}"/, ''),
  })

  it('202 and 401: the same for everybody, at each step', async () => {
    const typed = await createMember(host, { email: `${makeUid()}@example.org` })
    const names = [
      person.uid,
      person.email,
      makeUid(),
      `${makeUid()}@example.org`,
      typed.uid,
      'no ID',
    ]
    const steps = []
    for (const name of names) {
      const asked = await begin(name, [from(newAddress())])
      const secret = readSession(asked)
      const answers = [asked]
      for (let i = 0; i < 6; i++) answers.push(await goOn(secret, WRONG, [from(newAddress())]))
      steps.push(answers.map(facts))
    }
    for (const step of steps) expect(step).toEqual(steps[0])
    expect(steps[0]?.map(({ status }) => status)).toEqual([202, 401, 401, 401, 401, 401, 401])
    expect(steps[0]?.[6]?.text).toContain('invalid_session')
  })

  it('200: the code of the mail, once, with the cookie', async () => {
    const secret = readSession(await begin(person.email))
    const { code } = await mailed.waitForMail(person.email)
    expectRefused(await goOn(secret, WRONG), 'second_factor_wrong')
    expectInvalid(await goOn(secret, ' '), ['code'])
    const answer = await goOn(secret, code.toLowerCase())
    expectJson(answer, 200)
    expect(answer.json()).toMatchObject({ user: { uid: person.uid } })
    const headers = [cookie(readTokenCookie(answer))]
    expect((await send(host, { path: '/api/id', headers })).json()).toMatchObject({
      uid: person.uid,
    })
    expectRefused(await goOn(secret, code), 'invalid_session')
  })

  it('a page of an allowed origin asks and goes on, and no other page or grant does', async () => {
    const [, , , other = ''] = ALLOWED_ORIGINS
    const asked = await begin(person.uid, [origin(PAGES)])
    expect(asked.one('access-control-allow-origin')).toBe(PAGES)
    const secret = readSession(asked)
    const { code } = await mailed.waitForMail(person.email)
    expectRefused(await goOn(secret, code), 'invalid_session')
    expectRefused(await goOn(secret, code, [origin(other)]), 'invalid_session')
    const tokens = { grant_type: 'password', auth_session: secret, code }
    expectRefused(await postJson(host, '/api/token', tokens, [origin(PAGES)]), 'invalid_session')
    expectProblem(await goOn(secret, code, [origin('https://evil.example')]), 403)
    expectJson(await goOn(secret, code, [origin(PAGES)]), 200)
  })

  it('400: nobody is named', async () => {
    for (const identifier of ['', null, 7]) expectInvalid(await begin(identifier), ['identifier'])
  })

  it('a step-up takes a code that is mailed, of the user who is signed in', async () => {
    const headers = [bearer(await signIn(host, person))]
    await executeSql(host, `UPDATE "Session" SET "provenAt" = ${formatMoment(-601)}`)
    const asked = await send(host, { method: 'POST', path: '/api/id/step-up/mail', headers })
    expectJson(asked, 202)
    const { code } = await mailed.waitForMail(person.email)
    const prove = (value: string) => postJson(host, '/api/id/step-up', { code: value }, headers)
    expectInvalid(await prove(WRONG), ['code'], 403)
    expectJson(await prove(code), 200)
    expectInvalid(await prove(code), ['code'], 403)
  })

  it('200: the page of the link, which spends nothing however often it is opened', async () => {
    const asked = await sendForm(host, '/login', { uid: person.uid, by: 'mail' })
    const { link, code } = await mailed.waitForMail(person.email)
    const { pathname, hash, search } = new URL(link)
    expect([pathname, search]).toEqual(['/login/code', ''])
    expect(hash).toMatch(new RegExp(`^#${code}\\.[\\da-f-]{36}$`))
    const ceremony: Header[] = [['Cookie', `jwt-ceremony=${readTokenCookie(asked)}`]]
    for (const headers of [[], [], ceremony, ceremony]) {
      const opened = await send(host, { path: pathname, headers })
      expect([opened.status, opened.all('set-cookie')]).toEqual([200, []])
      expect(opened.text).toContain('Type the code of the mail where you asked for it.')
      expect(opened.one('cross-origin-opener-policy')).toBe('same-origin')
    }
    const done = await sendFormOf(asked, host, '/login', { code }, ceremony)
    expect(done.status).toBe(303)
  })

  it('the mail of a sign-in by the API has no link: no browser could go on by it', async () => {
    readSession(await begin(person.uid))
    expect((await mailed.waitForMail(person.email)).link).toBe('')
  })

  it('who is asked for another factor has a code mailed instead', async () => {
    const uid = `two${makeUid()}`
    const two = await addVerifiedUser(host, { uid })
    const asked = await sendForm(host, '/login', { uid, password: two.password })
    expect(asked.text).toContain('Your word')
    const ceremony: Header[] = [['Cookie', `jwt-ceremony=${readTokenCookie(asked)}`]]
    const instead = await sendFormOf(
      asked,
      host,
      '/login',
      { step: 'second', by: 'mail' },
      ceremony,
    )
    expect(instead.text).toContain('Code of the mail')
    expect(instead.text).not.toContain('Mail me a code instead')
    const { code } = await mailed.waitForMail(two.email)
    const done = await sendFormOf(instead, host, '/login', { code }, ceremony)
    expect([done.status, done.one('location')]).toEqual([303, '/users'])
    const foreign = await sendFormOf(asked, host, '/login', { step: 'second', by: 'mail' })
    expect(foreign.text).toContain('This sign-in is over.')
  })

  it('the pages ask for the code without JavaScript', async () => {
    const asked = await sendForm(host, '/login', { uid: person.uid, by: 'mail' })
    expect(asked.text).toContain('If there is such an account')
    const unknown = await sendForm(host, '/login', { uid: makeUid(), by: 'mail' })
    expect(unknown.text).toContain('If there is such an account')
    const { code } = await mailed.waitForMail(person.email)
    const ceremony: Header[] = [['Cookie', `jwt-ceremony=${readTokenCookie(asked)}`]]
    const foreign = await sendFormOf(asked, host, '/login', { code })
    expect(foreign.text).toContain('This sign-in is over.')
    const done = await sendFormOf(asked, host, '/login', { code }, ceremony)
    expect([done.status, done.one('location')]).toEqual([303, '/users'])
  })
})
