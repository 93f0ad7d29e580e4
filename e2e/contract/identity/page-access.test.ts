import { beforeAll, describe, expect, it } from 'vitest'
import { type Access, includesAccess } from '#lib/cors/access.ts'
import { ROUTE_ACCESS } from '../../fixtures/access-doc.ts'
import { type Answer, type Header, send, sendJson } from '../../fixtures/client.ts'
import {
  allowSites,
  CARRIAGES,
  type Carriage,
  readCode,
  type Site,
  signInOnPage,
} from '../../fixtures/page-access.ts'
import { createAdmin, createMember, makeUserInput, type Person } from '../../fixtures/people.ts'
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
  administrator = await createAdmin(host)
  other = await createMember(host)
  sites = await allowSites(host)
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

// A page may ask about its own origin without a session, so with an Origin this looks at none.
const listCarriages = (route: string) =>
  CARRIAGES.filter(
    carriage =>
      !route.startsWith('GET /api/cors/check') ||
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
