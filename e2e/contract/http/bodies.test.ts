import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, type Header, send } from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { createMember, makeUserInput, type Person, signIn } from '../../fixtures/people.ts'
import { sendRaw } from '../../fixtures/raw.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const JSON_TYPE: Header = ['Content-Type', 'application/json']
const LIMIT = 64 * 1024

const ROUTES = [
  ['POST', '/api/users/authenticate'],
  ['POST', '/api/authenticate/'],
  ['POST', '/api/users'],
  ['POST', '/api/user/'],
  ['DELETE', '/api/users'],
] as const

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})
const valid = () => JSON.stringify({ uid: member.uid, password: member.password })

describe.each(ROUTES)('%s %s', (method, path) => {
  const call = (headers: Header[], body: string | Buffer, chunked = false) =>
    send(host, { method, path, headers: [bearer(host.adminToken), ...headers], body, chunked })

  it.each([
    ['text/plain', 'text/plain'],
    ['text/plain that ends in json', 'text/plain; application/json'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['multipart', 'multipart/form-data; boundary=x'],
    ['a type that begins so', 'application/jsonp'],
    ['json-seq', 'application/json-seq'],
    ['text/json', 'text/json'],
    ['two types', 'text/plain, application/json'],
    ['an empty type', ''],
    ['a wildcard', '*/*'],
  ])('415: %s', async (_, type) => {
    expectProblem(await call([['Content-Type', type]], valid()), 415)
  })

  it('415: no type, but a body', async () => {
    expectProblem(await call([], valid()), 415)
  })

  it.each([
    ['its length said', false],
    ['in chunks', true],
  ])('413: a byte too much, %s', async (_, chunked) => {
    expectProblem(await call([JSON_TYPE], padded(valid(), LIMIT + 1), chunked), 413)
  })

  it('413: far too much', async () => {
    expectProblem(await call([JSON_TYPE], padded(valid(), 1024 * 1024)), 413)
  })
})

it.each([
  ['its length said', false],
  ['in chunks', true],
])('200: exactly 64 KiB, %s', async (_, chunked) => {
  const body = padded(valid(), LIMIT)
  const call = { method: 'POST', path: '/api/authenticate', headers: [JSON_TYPE], body, chunked }
  expect((await send(host, call)).status).toBe(200)
})

it.each([
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'Application/JSON',
  'application/json ; charset="utf-8"',
])('200: %s', async type => {
  const headers: Header[] = [['Content-Type', type]]
  const call = { method: 'POST', path: '/api/authenticate', headers, body: valid() }
  expect((await send(host, call)).status).toBe(200)
})

it('a form that was refused has made no user', async () => {
  const input = makeUserInput()
  const headers: Header[] = [['Content-Type', 'text/plain']]
  const call = { method: 'POST', path: '/api/users', headers, body: JSON.stringify(input) }
  expectProblem(await send(host, call), 415)
  await expect(signIn(host, input)).rejects.toThrow('401')
})

it('400: JSON nested deeper than any stack', async () => {
  const depth = 30_000
  const body = `{"uid":${'['.repeat(depth)}${']'.repeat(depth)}}`
  const call = { method: 'POST', path: '/api/users', headers: [JSON_TYPE], body }
  expect((await send(host, call)).status).toBe(400)
})

// A connection that is closed with unread bytes on it is reset, and takes the answer with it
// (RFC 9112 §9.6): a page would see a network error instead of 413.
it.each([1, 4, 12])('413: arrives before all of %i MiB are sent', async size => {
  const bytes = size * 1024 * 1024
  const head = [
    'POST /api/authenticate HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${bytes}`,
    'Connection: close',
  ]
  for (let round = 0; round < 3; round++) {
    const answer = await sendRaw(host, `${head.join('\r\n')}\r\n\r\n${padded(valid(), bytes)}`)
    expect(answer.slice(0, 12)).toBe('HTTP/1.1 413')
  }
})

/** The same JSON, brought to a length in bytes by a member that no route knows. */
function padded(json: string, bytes: number): string {
  const open = `${json.slice(0, -1)},"pad":"`
  return `${open}${'x'.repeat(bytes - open.length - 2)}"}`
}
