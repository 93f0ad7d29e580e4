import { readdirSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { ASKERS, type Asker, ROUTE_RIGHTS } from '../../fixtures/access-doc.ts'
import {
  bearer,
  cookie,
  from,
  type Header,
  newAddress,
  origin,
  send,
  sendJson,
} from '../../fixtures/client.ts'
import { FEDCM } from '../../fixtures/fedcm.ts'
import { type Host, PAGES } from '../../fixtures/host.ts'
import { allowClient } from '../../fixtures/oauth-clients.ts'
import {
  createAdmin,
  createMember,
  makeUid,
  makeUserInput,
  type Person,
  signIn,
} from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const APP = new URL('../../../app/', import.meta.url)

/** The pattern of every route file, as docs/access.md writes it. */
const PATTERNS = readdirSync(APP, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('route.ts') && !file.includes('[['))
  .map(file => `/${file.split(/[\\/]/).slice(0, -1).join('/')}`)
  .map(path => path.replaceAll('[', '{').replaceAll(']', '}'))

/** What a request that is let through sends, where `{}` would not show whether it is; nothing comes of it. */
const BODIES: Record<string, (self: Person) => object> = {
  'POST /api/authenticate': ({ uid, password }) => ({ uid, password }),
  'POST /api/users/authenticate': ({ uid, password }) => ({ uid, password }),
  'POST /api/users': () => makeUserInput(),
  'POST /api/user': () => makeUserInput(),
  'PUT /api/users': ({ uid }) => ({ uid }),
  'PUT /api/user': ({ uid }) => ({ uid }),
  'DELETE /api/users': ({ uid }) => ({ uid }),
  'DELETE /api/user': ({ uid }) => ({ uid }),
  'POST /api/origins': () => ({ origin: PAGES }),
  'POST /api/origins/headers': () => ({ header: 'x-tool' }),
  'POST /api/not-me': () => ({ token: 'none' }),
  'POST /api/email/verify': () => ({ token: 'none' }),
  'POST /api/users/verify': () => ({ token: 'none' }),
  'POST /api/password-reset': ({ password }) => ({ token: 'none', password }),
  'POST /api/invitations/accept': ({ password }) => ({ token: 'none', uid: makeUid(), password }),
  'POST /api/users/bulk': () => ({ action: 'disable', uids: ['nobody'] }),
}
const ENDS_SESSIONS = /(?:POST|DELETE) .*\/(?:authenticate|sessions)/
// Of a row that does not have this version nothing is changed: 412, which is past every check of rights.
const UNCHANGED: Header = ['If-Match', '"none"']

/** For whom they are not, they are not there. */
const SEALED = [
  '/api/origins/policy',
  '/api/doctor',
  '/api/outbox/run',
  '/dev/mail/{id}',
  '/metrics',
]

const SIGNED_IN = ['self', 'other', 'administrator'] as const
type People = Record<(typeof SIGNED_IN)[number], Person>

const host = await requestHost()

let people: People
beforeAll(async () => {
  const [self, other, administrator] = await Promise.all([
    createMember(host),
    createMember(host),
    createAdmin(host),
  ])
  people = await signedIn(host, { self, other, administrator })
})

it('docs/access.md has every route and no other', async () => {
  const found = await Promise.all(PATTERNS.map(pattern => methodsOf(host, pattern, people.self)))
  expect([...ROUTE_RIGHTS.keys()].toSorted()).toEqual(found.flat().toSorted())
})

it.each([...ROUTE_RIGHTS])('%s lets through whom docs/access.md says', async (route, rights) => {
  // One address for all: the audit log keeps a refusal at once while there are few kinds, which it tells apart by address.
  const sender = from(newAddress())
  const found: Record<string, string> = {}
  for (const asker of ASKERS) found[asker] = await verdict(host, route, sender, asker, people)
  if (ENDS_SESSIONS.test(route)) people = await signedIn(host, people)
  expect(found).toEqual(rights)
})

async function methodsOf(host: Host, pattern: string, self: Person): Promise<string[]> {
  const answer = await send(host, { method: 'OPTIONS', path: pathOf(pattern, self, 'none') })
  const methods = (answer.one('allow') ?? '').split(', ')
  return methods
    .filter(method => method !== 'HEAD' && method !== 'OPTIONS')
    .map(method => `${method} ${pattern}`)
}

async function verdict(
  host: Host,
  route: string,
  sender: Header,
  asker: Asker,
  people: People,
): Promise<string> {
  const [method = '', pattern = ''] = route.split(' ')
  const { self } = people
  const token = asker === 'nobody' ? null : people[asker].token
  const id = await idOf(host, pattern, self)
  const isFedcm = pattern.startsWith('/api/fedcm/')
  // The session grant takes the cookie alone, as does what a browser asks by itself.
  const carry = route === 'POST /api/token' || isFedcm ? cookie : bearer
  const asked = isFedcm ? [...FEDCM, origin(PAGES)] : []
  const headers = [...(token ? [carry(token)] : []), ...asked, sender, UNCHANGED]
  const call = { method, path: pathOf(pattern, self, id), headers }
  const body = BODIES[route]?.(self) ?? {}
  const { status } = await (method === 'GET' ? send(host, call) : sendJson(host, call, body))
  // A 404 that hides what is not one's own; elsewhere it only says that the test's id is nothing's.
  const hidden = pattern.startsWith('/api/id/') || SEALED.includes(pattern)
  const refusals = hidden ? [401, 403, 404] : [401, 403]
  return refusals.includes(status) ? String(status) : 'yes'
}

async function signedIn(host: Host, people: People): Promise<People> {
  const entries = await Promise.all(
    SIGNED_IN.map(async asker => {
      const person = people[asker]
      return [asker, { ...person, token: await signIn(host, person) }] as const
    }),
  )
  return Object.fromEntries(entries) as People
}

/** The id of something that belongs to `self`, where only they may touch it. */
async function idOf(host: Host, pattern: string, self: Person): Promise<string> {
  if (pattern.endsWith('/sessions/{id}')) return sessionOf(host, self)
  return pattern.endsWith('/apps/{id}') ? allowClient(host, self) : '0'
}

async function sessionOf(host: Host, self: Person): Promise<string> {
  const headers = [bearer(await signIn(host, self))]
  const sessions = (await send(host, { path: '/api/id/sessions', headers })).json<
    { id: string }[]
  >()
  return sessions[0]?.id ?? ''
}

function pathOf(pattern: string, { uid }: Person, id: string): string {
  return pattern.replace('{uid}', uid).replace('{id}', id)
}
