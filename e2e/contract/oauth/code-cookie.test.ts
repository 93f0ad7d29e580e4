import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../fixtures/access-tokens.ts'
import {
  type Answer,
  bearer,
  cookie,
  type Header,
  origin,
  postJson,
  send,
} from '../../fixtures/client.ts'
import { expectJson, readSetCookie } from '../../fixtures/expectations.ts'
import { AUDIENCE, buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import {
  addClient,
  addCode,
  type CodeDiffers,
  exchangeCode,
  type IssuedCode,
} from '../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const PATH = '/api/authenticate'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const change = (
  { code, verifier }: IssuedCode,
  differs: Record<string, string> = {},
  ...headers: Header[]
) => {
  const fields = { code, code_verifier: verifier, client_id: PAGES, ...differs }
  return postJson(host, PATH, fields, [origin(PAGES), ...headers])
}
const readToken = (answer: Answer): string => {
  expectJson(answer, 200)
  return readSetCookie(answer).value ?? ''
}
const statusOf = async (token: string) =>
  (await send(host, { path: '/api/id', headers: [cookie(token)] })).status

describe('POST /api/authenticate with a code', () => {
  it('200: a cookie for the page, and nothing that a script could keep', async () => {
    const answer = await change(await addCode(host, member, PAGES))
    const token = readToken(answer)
    expect(answer.json()).toEqual({
      message: `Authentication for ${member.uid} successful`,
      user: expect.objectContaining({ id: member.id, uid: member.uid }),
      expiresAt: expect.any(String),
    })
    expect(answer.text).not.toContain(token)
    expect(decodeToken(token).payload.sid).not.toBe(decodeToken(member.token).payload.sid)
    expect(await statusOf(token)).toBe(200)
  })

  it('200: it ends when the person signs out on our own pages', async () => {
    const person = await createMember(host)
    const token = readToken(await change(await addCode(host, person, PAGES)))
    await send(host, { method: 'DELETE', path: PATH, headers: [bearer(person.token)] })
    expect(await statusOf(token)).toBe(401)
  })

  it('200: the one that the page had before ends', async () => {
    const first = readToken(await change(await addCode(host, member, PAGES)))
    const made = await addCode(host, member, PAGES)
    const second = readToken(await change(made, {}, cookie(first)))
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200])
    expect(await statusOf(member.token)).toBe(200)
  })

  it('200: where the page is sent the cookie of our own pages, that one stays', async () => {
    const made = await addCode(host, member, PAGES)
    const token = readToken(await change(made, {}, cookie(member.token)))
    expect(decodeToken(token).payload.sid).toBe(decodeToken(member.token).payload.sid)
    expectCode(await change(made, {}, cookie(member.token)), 400, 'invalid_grant')
    expect(await statusOf(token), 'nothing came of the code').toBe(200)
  })

  it('400: a second use, and what came of the first is over', async () => {
    const made = await addCode(host, member, PAGES)
    const token = readToken(await change(made))
    expectCode(await change(made), 400, 'invalid_grant')
    expect(await statusOf(token)).toBe(401)
  })

  it('400: a second use for tokens, and the other way round', async () => {
    const made = await addCode(host, member, PAGES)
    const token = readToken(await change(made))
    expectCode(await exchangeCode(host, made, { client_id: PAGES }), 400, 'invalid_grant')
    expect(await statusOf(token)).toBe(401)
    const other = await addCode(host, member, PAGES)
    expectJson(await exchangeCode(host, other, { client_id: PAGES }), 200)
    expectCode(await change(other), 400, 'invalid_grant')
  })

  it.each<[string, CodeDiffers, Record<string, string>, string]>([
    ['an old one', { expiresAt: new Date(Date.now() - 1000) }, {}, 'invalid_grant'],
    ['another verifier', {}, { code_verifier: 'v'.repeat(43) }, 'invalid_grant'],
    ['no verifier', {}, { code_verifier: '' }, 'invalid_grant'],
    ['one that is bound to a key', { jkt: 'k'.repeat(43) }, {}, 'invalid_grant'],
    ['no code', {}, { code: '' }, 'invalid_request'],
    ['a code of nobody', {}, { code: 'x' }, 'invalid_grant'],
    ['for another server', { resource: AUDIENCE }, {}, 'invalid_target'],
  ])('400: %s', async (_, row, differs, code) => {
    const answer = await change(await addCode(host, member, PAGES, row), differs)
    expectCode(answer, 400, code)
    expect(answer.all('set-cookie')).toEqual([])
  })

  it('401: of the page of another origin', async () => {
    const made = await addCode(host, member, PAGES)
    const fields = { code: made.code, code_verifier: made.verifier, client_id: PAGES }
    const own: Header = origin(buildOwnOrigin(host))
    expectCode(await postJson(host, PATH, fields, [own]), 401, 'invalid_client')
    readToken(await change(made))
  })

  it('400: a registered client gets none', async () => {
    const client = await addClient(host)
    const made = await addCode(host, member, client)
    expectCode(await change(made, { client_id: client }), 400, 'unauthorized_client')
  })
})
