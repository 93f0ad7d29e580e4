import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, cookie, type Header, origin, send, sendJson } from '../../fixtures/client.ts'
import { expectInvalid, expectJson, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import { createMember, makeUid, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

type Change = (
  person: Person,
  changes: Record<string, unknown>,
  headers?: Header[],
) => ReturnType<typeof send>

/** A field, what it is changed to, and what is kept of it. */
const ACCEPTED: [field: string, value: unknown, kept: unknown][] = [
  ['name', '  Ada King  ', 'Ada King'],
  ['name', "Renée O'Neill-Smith, Jr. 李", "Renée O'Neill-Smith, Jr. 李"],
  ['email', 'a.b+c@example.org', 'a.b+c@example.org'],
  ['email', '', null],
  ['email', null, null],
  ['dob', '02-03-2001', '2001-02-03'],
  ['dob', '', null],
]

const REFUSED: [field: string, value: unknown][] = [
  ['name', ''],
  ['name', 'x'],
  ['name', 'Tom <img'],
  ['name', null],
  ['uid', ''],
  ['uid', 'a b'],
  ['uid', '..'],
  ['uid', 'authenticate'],
  ['email', 'a@'],
  ['dob', '2001-02-30'],
  ['password', 'seven77'],
  ['password', null],
  ['name', ['abc']],
  ['email', { contains: '' }],
  ['dob', 20010203],
  ['currentPassword', 7],
]

const host = await requestHost()

const call = (method: string, path: string, value: unknown, headers: Header[]) =>
  sendJson(host, { method, path, headers }, value)
const WAYS: [string, Change][] = [
  [
    'PATCH /api/users/{uid}',
    ({ uid, token }, changes, headers = [bearer(token)]) =>
      call('PATCH', `/api/users/${uid}`, changes, headers),
  ],
  [
    'PATCH /api/users/{uid}/',
    ({ uid, token }, changes, headers = [cookie(token)]) =>
      call('PATCH', `/api/users/${uid.toUpperCase()}/`, changes, headers),
  ],
  [
    'PUT /api/users by id',
    ({ id, token }, changes, headers = [bearer(token)]) =>
      call('PUT', '/api/users', { id, ...changes }, headers),
  ],
  [
    'PUT /api/user/, which names nobody',
    ({ token }, changes, headers = [bearer(token)]) => call('PUT', '/api/user/', changes, headers),
  ],
]

describe.each(WAYS)('%s', (_, change) => {
  let person: Person
  beforeAll(async () => {
    person = await createMember(host, { email: 'old@example.org', dob: '1815-12-10' })
  })

  const own = async () =>
    (await send(host, { path: '/api/id', headers: [bearer(person.token)] })).json()

  it.each(ACCEPTED)('200: %s becomes %j', async (field, value, kept) => {
    const before = await own()
    const answer = await change(person, { [field]: value })
    expectJson(answer, 200)
    expect(answer.one('etag')).toMatch(/^"[!-~]+"$/)
    const { age: _, ...rest } = before
    expect(answer.json()).toMatchObject({ ...rest, [field]: kept })
    expect(await own()).toEqual(answer.json())
    expect(answer.text).not.toMatch(/password|hash|version|\$2[aby]?\$/i)
  })

  it.each(REFUSED)('400: %s may not be %j', async (field, value) => {
    const before = await own()
    expectInvalid(await change(person, { dob: '1999-09-09', [field]: value }), [field])
    expect(await own()).toEqual(before)
  })

  it('400: every faulty field is named at once', async () => {
    const changes = { name: '<', email: 'x', dob: 'x', password: 'short' }
    expectInvalid(await change(person, changes), Object.keys(changes))
  })

  it('200: no change, and keys that are unknown', async () => {
    const before = await own()
    const odd = { access: ['rw'], hash: 'x', createdAt: 0, joined: 0, version: 'x', sessions: {} }
    for (const changes of [{}, odd]) {
      expect((await change(person, changes)).json()).toEqual(before)
    }
  })

  it.each([
    ['no body', undefined, 400],
    ['broken JSON', '{"name":', 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
    ['64 KiB and more', JSON.stringify({ name: 'x'.repeat(65_536) }), 413],
  ])('%s', async (_, body, status) => {
    const headers: Header[] = [bearer(person.token), ['Content-Type', 'application/json']]
    const [method, path] = change === WAYS[0]?.[1] ? ['PATCH', `/${person.uid}`] : ['PUT', '']
    const answer = await send(host, {
      method,
      path: `/api/users${path}`,
      headers,
      ...(body !== undefined && { body }),
    })
    expectProblem(answer, status)
  })

  it('401: nobody', async () => {
    expectProblem(await change(person, { name: 'Eve' }, []), 401, MISSING)
  })

  it('403: a page of another origin', async () => {
    const headers = [cookie(person.token), origin('https://evil.example')]
    expectProblem(await change(person, { name: 'Eve' }, headers), 403)
  })

  it('200: a page of an allowed origin', async () => {
    const answer = await change(person, {}, [bearer(person.token), origin(PAGES)])
    expect([answer.status, answer.one('access-control-allow-origin')]).toEqual([200, PAGES])
  })
})

describe('the uid', () => {
  it('200: changes; whoever had the old one signs in with the new one', async () => {
    const person = await createMember(host)
    const uid = makeUid()
    const path = `/api/users/${person.uid}`
    const answer = await call('PATCH', path, { uid }, [bearer(person.token)])
    expect(answer.json()).toMatchObject({ id: person.id, uid })
    // All sessions are over: their tokens name the old uid.
    const before = await send(host, { path: '/api/id', headers: [bearer(person.token)] })
    expect(before.status).toBe(401)
    const token = await signIn(host, { ...person, uid })
    const gone = await send(host, { path, headers: [bearer(token)] })
    expectProblem(gone, 404)
    await expect(signIn(host, person)).rejects.toThrow('Invalid user id or password')
  })

  it('409: is taken, in any case, and nothing else changes', async () => {
    const [person, other] = [await createMember(host), await createMember(host)]
    for (const uid of [other.uid, other.uid.toUpperCase()]) {
      const changes = { id: person.id, uid, name: 'Half Done' }
      const answer = await call('PUT', '/api/users', changes, [bearer(person.token)])
      expectInvalid(answer, ['uid'], 409)
      expect(answer.json().message).toContain(uid)
    }
    const own = await send(host, { path: '/api/id', headers: [bearer(person.token)] })
    expect(own.json()).toMatchObject({ uid: person.uid, name: person.name })
  })
})
