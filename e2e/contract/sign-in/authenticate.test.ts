import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, cookie, postJson, send, sendJson } from '../../fixtures/client.ts'
import {
  expectCookieExpired,
  expectJson,
  expectProblem,
  INVALID,
  listCookieAttributes,
  MISSING,
  readSetCookie,
} from '../../fixtures/expectations.ts'
import { createMember, makeUid, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATHS = [
  '/api/users/authenticate',
  '/api/users/authenticate/',
  '/api/authenticate',
  '/api/authenticate/',
]

const host = await requestHost()

let toby: Person
beforeAll(async () => {
  toby = await createMember(host, {
    name: 'Thomas Edison',
    dob: '1947-02-11',
    email: 't@example.org',
  })
})

describe.each(PATHS)('POST %s', path => {
  it('200: says who signed in, until when, and sets the cookie', async () => {
    const answer = await postJson(host, path, { uid: toby.uid, password: toby.password })
    expectJson(answer, 200)
    const body = answer.json<{ expiresAt: string }>()
    expect(body).toEqual({
      message: `Authentication for ${toby.uid} successful`,
      user: expect.objectContaining({ id: toby.id, uid: toby.uid, access: ['rw'] }),
      expiresAt: expect.any(String),
    })
    expect(new Date(body.expiresAt).toISOString()).toBe(body.expiresAt)
    const { name, value, attributes } = readSetCookie(answer)
    expect(name).toBe('jwt')
    expect(value).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(attributes).toEqual([...listCookieAttributes(answer), 'max-age=3600'].toSorted())
  })

  it.each([
    ['no body', undefined],
    ['an empty body', ''],
    ['broken JSON', '{"uid":'],
    ['an array', '[{"uid":"toby","password":"x"}]'],
    ['a string', '"toby"'],
    ['a number', '7'],
    ['null', 'null'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['JSON twice', '{}{}'],
  ])('400: %s', async (_, body) => {
    const headers = [['Content-Type', 'application/json']] as const
    const answer = await send(host, {
      method: 'POST',
      path,
      headers,
      ...(body !== undefined && { body }),
    })
    expectProblem(answer, 400, 'Please provide user details')
  })

  it('400: neither body nor type', async () => {
    expectProblem(await send(host, { method: 'POST', path }), 400, 'Please provide user details')
  })

  it.each([
    ['absent', {}],
    ['null', { uid: null }],
    ['empty', { uid: '' }],
    ['blank', { uid: ' \t' }],
  ])('401: uid %s', async (_, uid) => {
    const answer = await postJson(host, path, { password: 'something-long', ...uid })
    expectProblem(answer, 401, 'User ID is missing')
    expect(answer.all('set-cookie')).toEqual([])
  })

  it.each([
    ['a wrong password', () => ({ uid: toby.uid, password: 'not-the-password' })],
    ['an unknown uid', () => ({ uid: makeUid(), password: toby.password })],
    ['no password', () => ({ uid: toby.uid })],
    ['an empty password', () => ({ uid: toby.uid, password: '' })],
    ['the password null', () => ({ uid: toby.uid, password: null })],
    ['a password cut short', () => ({ uid: toby.uid, password: toby.password.slice(0, -1) })],
    ['a password in capitals', () => ({ uid: toby.uid, password: toby.password.toUpperCase() })],
    ['a password and NUL', () => ({ uid: toby.uid, password: `${toby.password}\u0000` })],
    ['a password of 60,000 characters', () => ({ uid: toby.uid, password: 'x'.repeat(60_000) })],
    ['a uid of 60,000 characters', () => ({ uid: 'x'.repeat(60_000), password: toby.password })],
    ['a uid with NUL', () => ({ uid: 'to\u0000by', password: toby.password })],
    ['half a surrogate pair', () => ({ uid: '\ud800', password: '\udfff-password' })],
  ])('401: %s', async (_, credentials) => {
    const answer = await postJson(host, path, credentials())
    expectProblem(answer, 401, 'Invalid user id or password')
    expect(answer.all('set-cookie')).toEqual([])
  })

  it.each([
    ['number', 7],
    ['array', ['admin']],
    ['object', { contains: '' }],
    ['boolean', true],
  ])('4xx: uid or password of type %s', async (_, value) => {
    const odd = [
      { uid: value, password: toby.password },
      { uid: toby.uid, password: value },
    ]
    for (const input of odd) {
      const answer = await postJson(host, path, input)
      expect([400, 401]).toContain(answer.status)
      expect(answer.all('set-cookie')).toEqual([])
    }
  })
})

it.each([' {}', '{} ', '\t{}\n', '\u00a0{}'])(
  '200: blanks around the uid are nothing: %j',
  async text => {
    const uid = text.replace('{}', toby.uid)
    const answer = await postJson(host, '/api/authenticate', { uid, password: toby.password })
    expectJson(answer, 200)
    expect(answer.json()).toMatchObject({
      message: `Authentication for ${toby.uid} successful`,
      user: { uid: toby.uid },
    })
  },
)

it('200: the uid in another case is the same user', async () => {
  const uid = toby.uid.toUpperCase()
  const answer = await postJson(host, '/api/authenticate', { uid, password: toby.password })
  expectJson(answer, 200)
  expect(answer.json().user).toMatchObject({ id: toby.id, uid: toby.uid })
})

describe.each(PATHS)('DELETE %s', path => {
  it.each([['cookie', cookie] as const, ['Bearer', bearer] as const])(
    '200: ends the session of the %s',
    async (_, carry) => {
      const headers = [carry(await signIn(host, toby))]
      const answer = await send(host, { method: 'DELETE', path, headers })
      expectJson(answer, 200)
      expect(answer.json()).toEqual({ message: 'Token invalidated successfully' })
      expectCookieExpired(answer)
      const again = await send(host, { method: 'DELETE', path, headers })
      expectProblem(again, 401, INVALID)
    },
  )

  it('401: no token', async () => {
    expectProblem(await send(host, { method: 'DELETE', path }), 401, MISSING)
  })

  it('401: a token that is none, whose cookie is expired', async () => {
    const answer = await sendJson(host, { method: 'DELETE', path, headers: [cookie('x.y.z')] }, {})
    expectProblem(answer, 401, INVALID)
    expectCookieExpired(answer)
  })
})
