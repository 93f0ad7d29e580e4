import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, cookie, type Header, origin, send } from '../../fixtures/client.ts'
import { SILENT } from '../../fixtures/cors-expected.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { buildOwnOrigin, LOCAL_PAGES, PAGES } from '../../fixtures/host.ts'
import { allowOrigin, makeUnlistedOrigin, readCorsFor, SOON } from '../../fixtures/origins.ts'
import {
  createMember,
  makeUserInput,
  type Person,
  removeUser,
  signIn,
} from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const JSON_TYPE: Header = ['Content-Type', 'application/json']
const site = (value: string): Header => ['Sec-Fetch-Site', value]

const EVIL = origin('https://evil.example')

const FOREIGN: { what: string; headers: Header[] }[] = [
  { what: 'a foreign origin', headers: [EVIL] },
  { what: 'origin null', headers: [origin('null')] },
  { what: 'an empty origin', headers: [origin('')] },
  { what: 'a subdomain of ours', headers: [origin('http://evil.localhost:4100')] },
  { what: 'an allowed origin twice', headers: [origin(PAGES), origin(PAGES)] },
  { what: 'a foreign origin, said to be same-origin', headers: [EVIL, site('same-origin')] },
  { what: 'a foreign origin, X-Origin allowed', headers: [EVIL, ['X-Origin', PAGES]] },
  { what: 'no origin, cross-site', headers: [site('cross-site')] },
  { what: 'no origin, same-site', headers: [site('same-site')] },
  { what: 'no origin, an unknown site', headers: [site('elsewhere')] },
]

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

describe.each(FOREIGN)('403: $what', ({ headers }) => {
  it('may not sign up', async () => {
    const input = makeUserInput()
    const call = { method: 'POST', path: '/api/users', headers: [JSON_TYPE, ...headers] }
    expectProblem(await send(host, { ...call, body: JSON.stringify(input) }), 403)
    await expect(signIn(host, input)).rejects.toThrow('401')
  })

  it('may not sign out', async () => {
    const call = { method: 'DELETE', path: '/api/authenticate' }
    const answer = await send(host, { ...call, headers: [cookie(member.token), ...headers] })
    expectProblem(answer, 403)
    expect(answer.all('set-cookie')).toEqual([])
    const after = await send(host, { path: '/api/id', headers: [cookie(member.token)] })
    expect(after.status).toBe(200)
  })

  it('may not delete', async () => {
    const call = {
      method: 'DELETE',
      path: '/api/users',
      body: JSON.stringify({ uid: member.uid }),
    }
    const carried = [cookie(host.adminToken), JSON_TYPE, ...headers]
    expectProblem(await send(host, { ...call, headers: carried }), 403)
    await signIn(host, member)
  })

  it('may not sign someone in', async () => {
    const { uid, password } = member
    const call = {
      method: 'POST',
      path: '/api/users/authenticate/',
      headers: [JSON_TYPE, ...headers],
    }
    const answer = await send(host, { ...call, body: JSON.stringify({ uid, password }) })
    expectProblem(answer, 403)
    expect(answer.all('set-cookie')).toEqual([])
  })

  it('is refused before the body is looked at', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const call = { method: 'POST', path: '/api/authenticate', body: 'x' }
      const sent: Header[] = [['Content-Type', type], ...headers]
      expectProblem(await send(host, { ...call, headers: sent }), 403)
    }
  })
})

it.each<readonly [string, Header[]]>([
  ['neither header, so no browser', []],
  ['an allowed origin', [origin(PAGES), site('cross-site')]],
  ['an allowed origin of the same site', [origin(LOCAL_PAGES), site('same-site')]],
  ['our own origin', [origin(buildOwnOrigin(host)), site('same-origin')]],
  ['our own origin by its other name', [origin(buildOwnOrigin(host, '127.0.0.1'))]],
  ['no origin, same-origin', [site('same-origin')]],
  ['no origin, typed in', [site('none')]],
])('passes: %s', async (_, headers) => {
  const input = makeUserInput()
  const call = { method: 'POST', path: '/api/users', headers: [JSON_TYPE, ...headers] }
  expect((await send(host, { ...call, body: JSON.stringify(input) })).status).toBe(201)
  await removeUser(host, input.uid)
})

it('reading is never refused: the browser keeps the answer from the page', async () => {
  for (const { headers } of FOREIGN) {
    const answer = await send(host, {
      path: '/api/id',
      headers: [cookie(member.token), ...headers],
    })
    expect(answer.status).toBe(200)
  }
})

it('401: a cookie from a page that is allowed for tokens only is ignored', async () => {
  const [page, other] = [makeUnlistedOrigin(), makeUnlistedOrigin()]
  await allowOrigin(host, { origin: page, mode: 'bearer' })
  await allowOrigin(host, { origin: other, mode: 'both' })
  await expect.poll(() => readCorsFor(host, page), SOON).not.toEqual(SILENT)
  for (const method of ['GET', 'HEAD']) {
    const call = { method, path: '/api/id' }
    const answer = await send(host, { ...call, headers: [cookie(member.token), origin(page)] })
    expect(answer.status).toBe(401)
    expect(answer.all('set-cookie'), 'the cookie stays for whom it is').toEqual([])
    const kept = await send(host, { ...call, headers: [cookie(member.token), origin(other)] })
    expect(kept.status).toBe(200)
  }
  const headers = [cookie(member.token), bearer(member.token), origin(page)]
  expect((await send(host, { path: '/api/id', headers })).status).toBe(200)
})

it('a method in a header does not turn a GET into something else', async () => {
  const headers: Header[] = [
    cookie(host.adminToken),
    ['X-HTTP-Method-Override', 'DELETE'],
    ['X-Method-Override', 'DELETE'],
  ]
  const answer = await send(host, {
    path: `/api/users?uid=${member.uid}&_method=DELETE`,
    headers,
  })
  expect(answer.status).toBe(200)
  await signIn(host, member)
})
