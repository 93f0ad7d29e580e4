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
  ADMIN_ONLY,
  expectInvalid,
  expectJson,
  expectProblem,
  expectTicketVoid,
  MISSING,
} from '../fixtures/expectations.ts'
import { ALLOWED_ORIGINS, type Host } from '../fixtures/host.ts'
import { addVerifiedUser, type MailHost, startMailHost } from '../fixtures/mail-host.ts'
import { makeUid, makeUserInput, signIn } from '../fixtures/people.ts'

const INVITE = '/api/users/invitations'
const ACCEPT = '/api/invitations/accept'
const PASSWORD = 'a rather long one'

describe.each(['server.ts', 'next start'] as const)('invitations on %s', server => {
  let mailed: MailHost
  let host: Host
  beforeAll(async () => {
    mailed = await startMailHost(server, { SIGNUP: 'closed', ROLES: 'User,Editor,Admin' })
    host = mailed.host
  })
  afterAll(() => mailed?.stop())

  const newEmail = () => `${makeUid()}@example.org`
  const asAdmin = () => [bearer(host.adminToken)]
  const invite = (value: unknown) => postJson(host, INVITE, value as object, asAdmin())
  const inviteOne = async (differs: object = {}) => {
    const email = newEmail()
    expect((await invite({ email, ...differs })).status).toBe(202)
    return { email, ...(await mailed.waitForMail(email)) }
  }
  const accept = (use: object, ...headers: Header[]) =>
    postJson(host, ACCEPT, { uid: makeUid(), password: PASSWORD, ...use }, [
      from(newAddress()),
      ...headers,
    ])

  it('202, then 201: by the link, once, with the role, while sign-up is closed', async () => {
    const { email, link, secret } = await inviteOne({ role: 'Editor' })
    expect(new URL(link).pathname).toBe('/invitation')
    const uid = makeUid()
    const answer = await accept({ token: secret, uid, name: 'Grace Hopper' })
    expectJson(answer, 201)
    expect(answer.json()).toMatchObject({ uid, role: 'Editor', email, emailVerified: true })
    expect(answer.one('location')).toBe(`/api/users/${uid}`)
    expect(await signIn(host, { uid: email, password: PASSWORD })).not.toBe('')
    expectTicketVoid(await accept({ token: secret }))
    expectProblem(await postJson(host, '/api/users', makeUserInput(), []), 403)
  })

  it('201: by the code, from an allowed origin; a taken user ID spends nothing', async () => {
    const { email, code } = await inviteOne()
    const { uid } = await addVerifiedUser(host)
    const page = origin(ALLOWED_ORIGINS[0] as string)
    const taken = await accept({ email, code, uid }, page)
    expectJson(taken, 409)
    expect(taken.json().errors).toMatchObject([{ path: 'uid' }])
    expectInvalid(await accept({ email, code, password: 'short' }), ['password'])
    expect((await accept({ email, code: code.toLowerCase() }, page)).status).toBe(201)
  })

  it('a mail scanner that opens the link twice spends nothing', async () => {
    const { link, secret } = await inviteOne()
    const { pathname } = new URL(link)
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      for (const path of [pathname, ACCEPT, `${ACCEPT}?token=${secret}`]) {
        await send(host, { method, path })
      }
    }
    expect((await accept({ token: secret })).status).toBe(201)
  })

  it('202: a result for each row of an array and of a CSV file', async () => {
    const [first, second] = [newEmail(), newEmail()]
    const answer = await invite([{ email: first, age: 7 }, { email: 'x' }, { email: first }])
    expect(answer.json()).toMatchObject({
      queued: 1,
      renewed: 0,
      skipped: 0,
      failed: 2,
      ignored: ['age'],
      rows: [
        { row: 1, email: first, result: 'queued' },
        { row: 2, email: 'x', result: 'failed', code: 'invalid_input' },
        { row: 3, email: first, result: 'failed', code: 'email_repeated' },
      ],
    })
    const csv = await send(host, {
      method: 'POST',
      path: INVITE,
      headers: [...asAdmin(), ['Content-Type', 'text/csv']],
      body: `Role;email;note\r\n;${first};a\r\nEditor;${second};b\r\nEditor;${second};b;c\r\n`,
    })
    expect(csv.json()).toMatchObject({
      ignored: ['note'],
      rows: [
        { row: 2, email: first, result: 'skipped', code: 'invited_already' },
        { row: 3, email: second, result: 'queued' },
        { row: 4, result: 'failed', code: 'uneven_row' },
      ],
    })
  })

  it('200, 204: listed, mailed again, withdrawn', async () => {
    const { email, secret } = await inviteOne()
    const list = await send(host, { path: `${INVITE}?status=open&limit=1`, headers: asAdmin() })
    const [one] = list.json<{ id: number; email: string }[]>()
    expect(one).toMatchObject({ email, status: 'open', invitedBy: expect.any(String), uid: null })
    expect(list.text).not.toContain(secret)
    const path = `${INVITE}/${one?.id}`
    const again = await postJson(host, `${path}/resend`, {}, asAdmin())
    expect(again.json()).toMatchObject({ id: one?.id, status: 'open' })
    const { secret: newer } = await mailed.waitForMail(email, 2)
    expectTicketVoid(await accept({ token: secret }))
    const drop = () => send(host, { method: 'DELETE', path, headers: asAdmin() })
    expect((await drop()).status).toBe(204)
    expectTicketVoid(await accept({ token: newer }))
    expectProblem(await drop(), 404, 'There is no such invitation.')
  })

  it('400: no rows that can be read; 413: too many; 415', async () => {
    expectJson(await invite([7]), 400)
    expectJson(await invite(Array.from({ length: 10_001 }, () => ({}))), 413)
    expectInvalid(await accept({ token: 7 }), ['token'])
    expectInvalid(await accept({}), ['code'])
    const call = { method: 'POST', path: INVITE, body: 'email=a' }
    const headers: Header[] = [...asAdmin(), ['Content-Type', 'application/x-www-form-urlencoded']]
    expect((await send(host, { ...call, headers })).status).toBe(415)
  })

  it('401: nobody; 403: a member, and another site', async () => {
    const token = await signIn(host, await addVerifiedUser(host))
    const calls = [
      ['GET', INVITE],
      ['POST', INVITE],
      ['DELETE', `${INVITE}/1`],
      ['POST', `${INVITE}/1/resend`],
    ] as const
    for (const [method, path] of calls) {
      expectProblem(await send(host, { method, path }), 401, MISSING)
      const headers = [bearer(token)]
      expectProblem(await send(host, { method, path, headers }), 403, ADMIN_ONLY)
    }
    expectProblem(await accept({ token: 'x' }, origin('https://evil.example')), 403)
  })
})
