import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, bearer, postJson, send } from '../../fixtures/client.ts'
import { ADMIN_ONLY, expectInvalid, expectProblem } from '../../fixtures/expectations.ts'
import { buildOwnOrigin, type Host } from '../../fixtures/host.ts'
import { createMember, makeUid, makeUserInput } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

type User = { uid: string; name: string }

const NAMES = ['Ada', 'ada', 'Bob', 'bob', 'Émile', 'Zoë']
const PEOPLE = 25

const host = await requestHost()

const mark = makeUid()
let member = ''
beforeAll(async () => {
  member = (await createMember(host)).token
  // Names repeat, so that a cursor has to break ties.
  for (let i = 0; i < PEOPLE; i++) {
    const name = `${NAMES[i % NAMES.length]} ${mark}`
    const answer = await postJson(host, '/api/users', makeUserInput({ name }))
    expect(answer.status).toBe(201)
  }
})

const get = (path: string) => send(host, { path, headers: [bearer(member)] })

const inBothOrders = (keys: string[]) => keys.flatMap(key => [key, `-${key}`])
const listPath = (sort: string) => `/api/users?q=${mark}${sort && `&sort=${sort}`}`
const SHOWN = ['', ...inBothOrders(['uid', 'name', 'role'])]
const HIDDEN = inBothOrders(['joined', 'lastSignIn'])

describe.each([...SHOWN, ...HIDDEN])('sorted by "%s"', sort => {
  const first = listPath(sort)

  it('the pages together are the list, forth and back', async () => {
    const token = HIDDEN.includes(sort) ? host.adminToken : member
    const whole = uids(await send(host, { path: first, headers: [bearer(token)] }))
    expect(new Set(whole).size).toBe(PEOPLE)
    for (const limit of sort === 'name' ? [1, 24, 25] : [7]) {
      const forth = await walk(host, token, `${first}&limit=${limit}`, 'next')
      expect(forth.flatMap(uids)).toEqual(whole)
      for (const page of forth) expect(page.one('x-total-count')).toBe(String(PEOPLE))
      const last = forth.at(-1)
      const back = await walkFrom(host, token, last, 'prev')
      expect(
        back
          .toReversed()
          .concat(last ?? [])
          .flatMap(uids),
      ).toEqual(whole)
    }
  })
})

it.each(HIDDEN)(
  '403: sorted by "%s" for a member, whom the order would tell what the rows do not',
  async sort => {
    expectProblem(await get(listPath(sort)), 403, ADMIN_ONLY)
  },
)

it('the cursors of a member and of an administrator tell nothing of the rows', async () => {
  for (const [token, sort] of [
    [member, 'uid'],
    [host.adminToken, 'joined'],
  ] as const) {
    const path = `/api/users?q=${mark}&sort=${sort}&limit=2`
    const link = (await send(host, { path, headers: [bearer(token)] })).one('link') ?? ''
    const after = /after=([^&>]+)/.exec(link)?.[1] ?? ''
    expect(after).toMatch(/^[\w-]{40,}$/)
    const text = Buffer.from(after, 'base64url').toString('latin1')
    expect(text).not.toMatch(/\d{13}|false|true/)
  }
})

it('400: a cursor that was changed anywhere, or that is of another list', async () => {
  const path = `/api/users?q=${mark}&sort=uid&limit=2`
  const after = /after=([^&>]+)/.exec((await get(path)).one('link') ?? '')?.[1] ?? ''
  expect((await get(`${path}&after=${after}`)).status).toBe(200)
  for (const at of [0, 20, after.length - 1]) {
    const other = after[at] === 'A' ? 'B' : 'A'
    const changed = `${after.slice(0, at)}${other}${after.slice(at + 1)}`
    expectInvalid(await get(`${path}&after=${changed}`), ['after'])
  }
  for (const of of [path.replace('sort=uid', 'sort=name'), '/api/id/audit?limit=1']) {
    expectInvalid(await get(`${of}&after=${after}`), ['after'])
  }
})

it('uids are in order', async () => {
  const all = uids(await get(`/api/users?q=${mark}&sort=uid`))
  expect(all).toEqual(all.toSorted())
  expect(uids(await get(`/api/users?q=${mark}&sort=-uid`))).toEqual(all.toReversed())
})

it('names are in order without case and accents', async () => {
  const names = (await get(`/api/users?q=${mark}&sort=name`)).json<User[]>().map(user => user.name)
  const folded = names.map(name => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase())
  expect(folded).toEqual(folded.toSorted())
})

it('a list on one page links to no other', async () => {
  expect((await get(`/api/users?q=${mark}`)).all('link')).toEqual([])
})

it('a user who goes between two pages costs no other one', async () => {
  const path = `/api/users?q=${mark}&sort=uid&limit=10`
  const before = uids(await get(`/api/users?q=${mark}&sort=uid`))
  const page = await get(path)
  const gone = uids(page).at(-1) ?? ''
  const call = { method: 'DELETE', path: '/api/users', body: JSON.stringify({ uid: gone }) }
  const headers = [bearer(host.adminToken), ['Content-Type', 'application/json'] as const]
  expect((await send(host, { ...call, headers })).status).toBe(204)
  const rest = await walkFrom(host, member, page, 'next')
  expect([page, ...rest].flatMap(uids)).toEqual(before)
  expect((await postJson(host, '/api/users', makeUserInput({ name: `Bob ${mark}` }))).status).toBe(
    201,
  )
})

const uids = (answer: Answer) => answer.json<User[]>().map(user => user.uid)

type Relation = 'next' | 'prev'

async function walk(host: Host, token: string, path: string, rel: Relation): Promise<Answer[]> {
  const first = await send(host, { path, headers: [bearer(token)] })
  return [first, ...(await walkFrom(host, token, first, rel, path))]
}

/** The pages that follow `page` by its links of one kind (RFC 8288). */
async function walkFrom(
  host: Host,
  token: string,
  page: Answer | undefined,
  rel: Relation,
  base = '/api/users',
): Promise<Answer[]> {
  const link = new RegExp(`<([^>]+)>; *rel="${rel}"`).exec(page?.one('link') ?? '')?.[1]
  if (!link) return []
  const { pathname, search } = new URL(link, `${buildOwnOrigin(host)}${base}`)
  return walk(host, token, `${pathname}${search}`, rel)
}
