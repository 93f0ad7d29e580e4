import { describe, expect, it } from 'vitest'
import { type Answer, bearer, type Header, send, sendJson } from '../../fixtures/client.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const MANY = 20

const host = await requestHost()

const call = (method: string, value: unknown, headers: Header[], path = '/api/users') =>
  sendJson(host, { method, path, headers: [bearer(host.adminToken), ...headers] }, value)
const ifMatch = (etag: string): Header => ['If-Match', etag]

/** What changes a user, each with the headers of a condition. */
const WAYS: [string, (person: Person, name: string, headers: Header[]) => Promise<Answer>][] = [
  ['PATCH', ({ uid }, name, headers) => call('PATCH', { name }, headers, `/api/users/${uid}`)],
  ['PUT by id', ({ id }, name, headers) => call('PUT', { id, name }, headers)],
  ['PUT by uid', ({ uid }, name, headers) => call('PUT', { uid, name }, headers)],
]

async function etagOf({ uid }: Person): Promise<string> {
  const headers = [bearer(host.adminToken)]
  return (await send(host, { path: `/api/users/${uid}`, headers })).one('etag') ?? ''
}

describe.each(WAYS)('%s', (_, change) => {
  it('200: the ETag that the user has; the answer has the next one', async () => {
    const person = await createMember(host)
    const first = await etagOf(person)
    const answer = await change(person, 'Second', [ifMatch(first)])
    expect(answer.status).toBe(200)
    const second = answer.one('etag') ?? ''
    expect(second).not.toBe(first)
    expect(await etagOf(person)).toBe(second)
    expect((await change(person, 'Third', [ifMatch(second)])).status).toBe(200)
  })

  it('of parallel changes with one ETag, one is made and all others get 412', async () => {
    const person = await createMember(host)
    const condition = [ifMatch(await etagOf(person))]
    const answers = await Promise.all(
      Array.from({ length: MANY }, (_case, i) => change(person, `Name ${i}`, condition)),
    )
    const [winner, ...more] = answers.filter(answer => answer.status === 200)
    expect(more).toEqual([])
    for (const answer of answers) if (answer !== winner) expectProblem(answer, 412)
    expect(await etagOf(person)).toBe(winner?.one('etag'))
  })

  it('of parallel changes without a condition, all are made', async () => {
    const person = await createMember(host)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_case, i) => change(person, `Name ${i}`, [])),
    )
    expect(answers.map(answer => answer.status)).toEqual(Array(10).fill(200))
    expect(new Set(answers.map(answer => answer.one('etag'))).size).toBeGreaterThan(1)
  })
})

it.each([
  ['/api/users/{uid}', ({ uid }: Person) => [`/api/users/${uid}`, {}] as const],
  ['/api/users', ({ uid }: Person) => ['/api/users', { uid }] as const],
])('DELETE %s: 412, then 204', async (_, naming) => {
  const person = await createMember(host)
  const [path, body] = naming(person)
  const old = await etagOf(person)
  expect((await WAYS[0]?.[1](person, 'Newer', []))?.status).toBe(200)
  expectProblem(await call('DELETE', body, [ifMatch(old)], path), 412)
  const now = await etagOf(person)
  expect((await call('DELETE', body, [ifMatch(now)], path)).status).toBe(204)
  expectProblem(await call('DELETE', body, [ifMatch(now)], path), 404)
})

it('a member sees another ETag when they see another user, and only then', async () => {
  const [reader, person] = [await createMember(host), await createMember(host)]
  const path = `/api/users/${person.uid}`
  const seen = async () => (await send(host, { path, headers: [bearer(reader.token)] })).one('etag')
  const before = await seen()
  expect(before).toMatch(/^"[^"]+"$/)
  for (const hidden of [{ email: 'new@example.com' }, { disabled: true }, { disabled: false }]) {
    const known = await etagOf(person)
    expect((await call('PATCH', hidden, [], path)).status).toBe(200)
    expect(await etagOf(person)).not.toBe(known)
    expect(await seen()).toBe(before)
  }
  expect((await call('PATCH', { name: 'Shown To All' }, [], path)).status).toBe(200)
  expect(await seen()).not.toBe(before)
})

it('a sign-in is no change of the user', async () => {
  const person = await createMember(host)
  const before = await etagOf(person)
  const { uid, password } = person
  await sendJson(host, { method: 'POST', path: '/api/authenticate' }, { uid, password })
  expect(await etagOf(person)).toBe(before)
})
