import { beforeAll, describe, expect, it } from 'vitest'
import { ACCESSES, type Access, includesAccess } from '#lib/cors/access.ts'
import { ROUTE_ACCESS } from '../../fixtures/access-doc.ts'
import {
  type Answer,
  bearer,
  type Header,
  origin,
  postJson,
  send,
  sendJson,
} from '../../fixtures/client.ts'
import { allowOrigin, changeOrigin, makeUnlistedOrigin, SOON } from '../../fixtures/origins.ts'
import { CARRIAGES, type Carriage, type Site, signInOnPage } from '../../fixtures/page-access.ts'
import { createMember, makeUserInput, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

/** What a request that is let through sends, about `whom`; nothing comes of it. */
const BODIES: Record<string, (whom: Person, isOwn: boolean) => object> = {
  'POST /api/users': (_, isOwn) => makeUserInput(isOwn ? {} : { role: 'Editor' }),
  'POST /api/user': (_, isOwn) => makeUserInput(isOwn ? {} : { role: 'Editor' }),
  'PUT /api/users': ({ uid }) => ({ uid }),
  'PUT /api/user': ({ uid }) => ({ uid }),
  'DELETE /api/users': ({ uid }) => ({ uid }),
  'DELETE /api/user': ({ uid }) => ({ uid }),
  'POST /api/users/bulk': () => ({ action: 'disable', uids: ['nobody'] }),
}
/** What answers 401 to whoever is signed in, for want of something else. */
const NEEDS_MORE = [
  'POST /api/authenticate',
  'POST /api/users/authenticate',
  'POST /api/token',
  'POST /api/token/introspect',
  'GET /api/userinfo',
  'POST /api/userinfo',
]
const ENDS_SESSIONS = /(?:POST|DELETE) .*\/(?:authenticate|sessions)/
// Of a row that does not have this version nothing is changed: 412, which is past every check of rights.
const UNCHANGED: Header = ['If-Match', '"none"']

const host = await requestHost()

let sites: Site[]
let administrator: Person
let other: Person
const signedIn = new Map<string, Header[]>()
beforeAll(async () => {
  ;[administrator, other] = await Promise.all([createMember(host), createMember(host)])
  const call = { method: 'PUT', path: '/api/users', headers: [bearer(host.adminToken)] }
  await sendJson(host, call, { id: administrator.id, role: 'Admin' })
  sites = ACCESSES.map(access => ({ origin: makeUnlistedOrigin(), access }))
  for (const site of sites) await allowOrigin(host, { ...site, passwords: true })
})

/** What a page of `site` sends in the administrator's name. */
async function findHeaders(site: Site, carriage: Carriage): Promise<Header[]> {
  const key = `${site.access} ${carriage}`
  const known = signedIn.get(key) ?? (await signInOnPage(host, site, administrator, carriage))
  signedIn.set(key, known)
  return known
}

async function ask(route: string, site: Site, carriage: Carriage, isOwn: boolean): Promise<Answer> {
  const [method = '', pattern = ''] = route.split(' ')
  const whom = isOwn ? administrator : other
  const path = pattern.replace('{uid}', whom.uid).replace(/\{\w+\}/, '0')
  const headers = [...(await findHeaders(site, carriage)), UNCHANGED]
  const call = { method, path, headers }
  const answer = await (method === 'GET'
    ? send(host, call)
    : sendJson(host, call, BODIES[route]?.(whom, isOwn) ?? {}))
  if (ENDS_SESSIONS.test(route)) signedIn.clear()
  return answer
}

function readCode(answer: Answer): string {
  const { code } = answer.status < 400 ? { code: '' } : answer.json<{ code: string }>()
  return `${answer.status} ${code}`
}

// A page may ask about its own origin without a session, so with an Origin this looks at none.
const listCarriages = (route: string) =>
  CARRIAGES.filter(
    carriage =>
      route !== 'GET /api/cors/check' ||
      carriage === 'token without Origin' ||
      carriage === 'token by code',
  )

describe('in the name of an administrator', () => {
  it.each([...ROUTE_ACCESS])(
    '%s takes of a page what docs/access.md says',
    async (route, needed) => {
      const found: Record<string, boolean | string> = {}
      const expected: Record<string, boolean> = {}
      for (const site of sites) {
        for (const carriage of listCarriages(route)) {
          for (const isOwn of [true, false]) {
            const name = `${site.access}, ${carriage}, ${isOwn ? 'own' : 'others'}`
            const answer = await ask(route, site, carriage, isOwn)
            const isLost = answer.status === 401 && !NEEDS_MORE.includes(route)
            found[name] = isLost ? readCode(answer) : readCode(answer) !== '403 origin_access'
            expected[name] = includesAccess(site.access, isOwn ? needed.own : needed.others)
          }
        }
      }
      expect(found).toEqual(expected)
    },
  )
})

it('the API reference has the access of each operation that docs/access.md has', async () => {
  type Documented = { 'x-access': Access; 'x-access-others'?: Access }
  const { paths } = (await send(host, { path: '/api/openapi.json' })).json<{
    paths: Record<string, Record<string, Documented>>
  }>()
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const own = operation['x-access']
      const access = { own, others: operation['x-access-others'] ?? own }
      return [`${method.toUpperCase()} ${path}`, access] as const
    }),
  )
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(ROUTE_ACCESS))
})

it('403: a member gets insufficient_role on any page, since no entry would help them', async () => {
  for (const site of sites) {
    const headers = await signInOnPage(host, site, other, 'cookie')
    expect(readCode(await send(host, { path: '/api/origins', headers }))).toBe(
      '403 insufficient_role',
    )
  }
})

it('a page that may not act as an administrator sees of others what members see', async () => {
  const keys: string[][] = []
  for (const site of sites.slice(1)) {
    const headers = await signInOnPage(host, site, administrator, 'token')
    const answer = await send(host, { path: `/api/users/${other.uid}`, headers })
    keys.push(Object.keys(answer.json()))
  }
  expect(keys[0]).not.toContain('email')
  expect(keys[1]).toContain('email')
})

it('a page with account learns of nobody else: the same for whoever exists and for nobody', async () => {
  const [site] = sites as [Site]
  const headers = await signInOnPage(host, site, administrator, 'cookie')
  const [known, unknown] = await Promise.all(
    [other.uid, 'nobody'].map(uid => send(host, { path: `/api/users/${uid}`, headers })),
  )
  expect([known?.status, known?.text]).toEqual([403, unknown?.text])
  const avatar = await send(host, { path: `/api/users/${other.uid}/pfp`, headers })
  expect(avatar.text).toContain('<svg')
})

describe('what was refused', () => {
  type Refusal = { origin: string; reason: string; allowed: boolean; grant: { id: number } | null }
  const findRefusal = async (site: string, reason: string) => {
    const headers = [bearer(host.adminToken)]
    const answer = await send(host, { path: '/api/origins/refusals?limit=100', headers })
    return answer.json<Refusal[]>().find(one => one.origin === site && one.reason === reason)
  }

  it('is shown with the change to the entry that would let it through, and then is', async () => {
    const site = { origin: makeUnlistedOrigin(), access: 'account' as const }
    const path = await allowOrigin(host, { ...site, passwords: true })
    const id = Number(path.split('/').at(-1))
    const headers = await signInOnPage(host, site, administrator, 'cookie')
    const list = () => send(host, { path: '/api/users?limit=1', headers })
    const refused = await list()
    expect(readCode(refused)).toBe('403 origin_access')
    expect(refused.json<{ message: string }>().message).toContain('"users"')
    const find = () => findRefusal(site.origin, 'origin_access')
    await expect.poll(find, SOON).toMatchObject({ allowed: false, grant: { id, access: 'users' } })
    await changeOrigin(host, path, { access: 'users' })
    await expect.poll(async () => (await list()).status, SOON).toBe(200)
    expect(await find()).toMatchObject({ allowed: true, grant: null })
  })

  it('403: a password, unless the entry of the page takes it', async () => {
    const site = makeUnlistedOrigin()
    const path = await allowOrigin(host, { origin: site })
    const { uid, password } = other
    const ways = [
      ['/api/authenticate', { uid, password }],
      ['/api/users/authenticate', { uid, password }],
      ['/api/token', { grant_type: 'password', uid, password }],
    ] as const
    const tryAll = () =>
      Promise.all(ways.map(([to, body]) => postJson(host, to, body, [origin(site)])))
    for (const answer of await tryAll()) expect(readCode(answer)).toBe('403 origin_no_passwords')
    const find = () => findRefusal(site, 'origin_no_passwords')
    await expect.poll(find, SOON).toMatchObject({ allowed: false, grant: { passwords: true } })
    await changeOrigin(host, path, { passwords: true })
    const statuses = async () => (await tryAll()).map(({ status }) => status)
    await expect.poll(statuses, SOON).toEqual([200, 200, 200])
    expect(await find()).toMatchObject({ allowed: true, grant: null })
  })

  it('is in the audit log, with the user in whose name it was tried', async () => {
    const [site] = sites as [Site]
    const headers = await signInOnPage(host, site, administrator, 'token')
    await send(host, { path: '/api/audit', headers })
    const query = `/api/audit?action=cross_site&q=${administrator.uid}`
    const find = async () =>
      (await send(host, { path: query, headers: [bearer(host.adminToken)] })).text
    await expect.poll(find, SOON).toContain('origin_access')
  })
})

it('an uid with characters that a path escapes is found in the table, too', async () => {
  const person = await createMember(host, { uid: `${makeUserInput().uid}@example.org` })
  const [site] = sites as [Site]
  const headers = await signInOnPage(host, site, person, 'cookie')
  for (const uid of [encodeURIComponent(person.uid), person.uid, `${person.uid}/`]) {
    expect((await send(host, { path: `/api/users/${uid}`, headers })).status).toBe(200)
  }
})
