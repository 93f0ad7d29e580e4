import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, cookie, send } from '../../fixtures/client.ts'
import { selectOne } from '../../fixtures/database.ts'
import {
  ADMIN_ONLY,
  expectCookieExpired,
  expectInvalid,
  expectJson,
  expectProblem,
  INVALID,
  MISSING,
} from '../../fixtures/expectations.ts'
import { createMember, makeForemostUid, makeUid, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

type User = Record<string, unknown>

const SEEN_BY_MEMBERS = ['access', 'age', 'id', 'name', 'pfp', 'role', 'uid']

const host = await requestHost()

let niko: Person
let hop: Person
beforeAll(async () => {
  niko = await createMember(host, {
    name: 'Nikola Tesla',
    dob: '1943-01-07',
    email: 'n@example.org',
  })
  hop = await createMember(host, {
    name: 'Grace Hopper',
    dob: '1906-12-09',
    email: 'hop@example.org',
    uid: makeForemostUid(),
  })
})

const list = async (token: string, query = '') => {
  const answer = await send(host, { path: `/api/users${query}`, headers: [bearer(token)] })
  expectJson(answer, 200)
  return answer.json<User[]>()
}

describe.each(['/api/users', '/api/users/', '/api/user', '/api/user/'])('GET %s', path => {
  it.each([['cookie', cookie] as const, ['Bearer', bearer] as const])(
    '200: an array, by %s',
    async (_, carry) => {
      const answer = await send(host, { path, headers: [carry(niko.token)] })
      expectJson(answer, 200)
      expect(answer.json<User[]>().map(user => user.uid)).toContain(hop.uid)
      // Other files add more users than one page may have.
      const { n } = await selectOne<{ n: number }>(host, 'SELECT count(*) AS n FROM "User"')
      expect(answer.one('x-total-count')).toBe(String(n))
      expect(answer.text).not.toMatch(/password|hash|\$2[aby]?\$/i)
    },
  )

  it('401: no token', async () => {
    expectProblem(await send(host, { path }), 401, MISSING)
  })

  it('401: a token that is none', async () => {
    const answer = await send(host, { path, headers: [cookie('none')] })
    expectProblem(answer, 401, INVALID)
    expectCookieExpired(answer)
  })
})

describe('who sees what', () => {
  const find = async (token: string, uid: string) => {
    const found = (await list(token, `?q=${uid}`)).find(user => user.uid === uid)
    return found ?? {}
  }

  it('a member sees of others only what all may know', async () => {
    const seen = await find(niko.token, hop.uid)
    expect(Object.keys(seen).toSorted()).toEqual(SEEN_BY_MEMBERS)
    expect(seen).toMatchObject({ name: 'Grace Hopper', role: 'User', access: ['ro'] })
    expect(seen.age).toEqual(expect.any(Number))
  })

  it('a member sees all of themselves', async () => {
    const seen = await find(niko.token, niko.uid)
    expect(seen).toMatchObject({ email: 'n@example.org', dob: '1943-01-07', access: ['rw'] })
  })

  it('an administrator sees all of everyone', async () => {
    const seen = await find(host.adminToken, hop.uid)
    expect(seen).toMatchObject({ email: 'hop@example.org', dob: '1906-12-09', access: ['rw'] })
  })

  it('403: a member asks who is disabled, or who is not', async () => {
    for (const status of ['enabled', 'disabled']) {
      const path = `/api/users?q=${niko.uid}&status=${status}`
      const answer = await send(host, { path, headers: [bearer(niko.token)] })
      expectProblem(answer, 403, ADMIN_ONLY)
    }
  })

  it("a member's search finds nobody by an e-mail address that they may not see", async () => {
    expect((await list(niko.token, '?q=hop%40example')).map(user => user.uid)).not.toContain(
      hop.uid,
    )
  })
})

describe('?q', () => {
  it.each([
    ['the uid', (person: Person) => person.uid],
    ['the uid in capitals', (person: Person) => person.uid.toUpperCase()],
    ['the beginning of the uid', (person: Person) => person.uid.slice(0, 11)],
  ])('finds by %s', async (_, term) => {
    const found = await list(niko.token, `?q=${encodeURIComponent(term(hop))}`)
    expect(found.map(user => user.uid)).toEqual([hop.uid])
  })

  it.each(['nikola', 'tesla', 'TESLA', 'nikola  te'])('finds by the name: %s', async term => {
    const found = await list(niko.token, `?q=${encodeURIComponent(term)}`)
    expect(found.map(user => user.uid)).toContain(niko.uid)
    expect(found.map(user => user.uid)).not.toContain(hop.uid)
  })

  it('finds a name without its accents', async () => {
    const mark = makeUid()
    await createMember(host, { name: `Zoë Ångström ${mark}` })
    expect(await list(niko.token, `?q=${encodeURIComponent(`angstrom ${mark}`)}`)).toHaveLength(1)
  })

  it.each([
    ['%', (uid: string) => `${uid[0]}%${uid.at(-1)}`],
    ['_', (uid: string) => uid.replace(/.$/, '_')],
    ['*', (uid: string) => `${uid[0]}*${uid.at(-1)}`],
    ['a quote', (uid: string) => `${uid}'`],
    ['SQL', (uid: string) => `${uid}' OR '1'='1`],
    ['a backslash', (uid: string) => `${uid}\\`],
    ['a smile', (uid: string) => `${uid}😀`],
    ['4000 characters', (uid: string) => uid.padEnd(4000, 'x')],
  ])('takes %s as text, not as a pattern', async (_, term) => {
    // The uid of someone, and a word of their name.
    const { uid } = await createMember(host)
    const word = makeUid()
    await createMember(host, { name: `Grace ${word}` })
    for (const text of [term(uid), term(word), `grace ${term(word)}`]) {
      const path = `/api/users?q=${encodeURIComponent(text)}`
      const answer = await send(host, { path, headers: [bearer(niko.token)] })
      if (answer.status === 400) expectInvalid(answer, ['q'])
      else expect([answer.status, answer.json()]).toEqual([200, []])
    }
  })
})

it.each([
  ['limit', '0'],
  ['limit', '-1'],
  ['limit', '1001'],
  ['limit', 'ten'],
  ['limit', '1.5'],
  ['sort', 'hash'],
  ['sort', 'constructor'],
  ['sort', '--uid'],
  ['after', 'no cursor'],
  ['after', Buffer.from('{"id":{"gt":0}}').toString('base64url')],
  ['after', Buffer.from('[1,2,3]').toString('base64url')],
  ['after', Buffer.from('null').toString('base64url')],
])('400: %s=%s', async (name, value) => {
  const path = `/api/users?${name}=${encodeURIComponent(value)}`
  expectInvalid(await send(host, { path, headers: [bearer(niko.token)] }), [name])
})
