import { afterAll, beforeAll, expect, it } from 'vitest'
import { ACTS, type Act } from '#lib/authority/acts.ts'
import {
  type Answer,
  bearer,
  cookie,
  type Header,
  postJson,
  send,
  sendJson,
} from '../../fixtures/client.ts'
import { executeSql, formatMoment } from '../../fixtures/database.ts'
import { expectProblem } from '../../fixtures/expectations.ts'
import { type Host, PAGES } from '../../fixtures/host.ts'
import { allowOrigin, makeUnlistedOrigin } from '../../fixtures/origins.ts'
import { createMember, makeUid, makeUserInput, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const MESSAGE = 'Enter your password again: you last entered it more than ten minutes ago.'

const host = await requestHost()

type Ready = { host: Host; uid: string }
type Call = { method: string; path: string; value?: unknown }
type Case = (ready: Ready) => Call | Promise<Call>

const get =
  (path: string): Case =>
  () => ({ method: 'GET', path })
const change =
  (value: object): Case =>
  ({ uid }) => ({ method: 'PATCH', path: `/api/users/${uid}`, value })
const bulk =
  (value: object): Case =>
  ({ uid }) => ({ method: 'POST', path: '/api/users/bulk', value: { uids: [uid], ...value } })
const onNewOrigin =
  (method: string, value?: object): Case =>
  async ({ host }) => ({
    method,
    path: await allowOrigin(host, { origin: makeUnlistedOrigin() }),
    ...(value && { value }),
  })

const CLIENTS = '/api/clients'
const WIKI = {
  name: 'Wiki',
  kind: 'confidential',
  returnAddresses: ['https://wiki.example/back'],
}
const onNewClient =
  (method: string, below: string, value?: object): Case =>
  async ({ host }) => {
    const added = await postJson(host, CLIENTS, WIKI, [bearer(host.adminToken)])
    return { method, path: `${added.one('location')}${below}`, ...(value && { value }) }
  }

const HEADERS = '/api/origins/headers'
const RETURN_ADDRESSES = '/api/origins/return-addresses'

/** The requests that do each act, by their name in the test. */
const CASES: Record<Act, Record<string, Case>> = {
  users_export: { 'all users': get('/api/users/export?q=nobody') },
  audit_export: { 'the audit log': get('/api/audit/export?q=nobody&format=json') },
  own_export: { 'own data': get('/api/id/export') },
  user_create: {
    'with a role': () => ({
      method: 'POST',
      path: '/api/users',
      value: makeUserInput({ role: 'Editor' }),
    }),
  },
  users_import: {
    'with a role': () => ({
      method: 'POST',
      path: '/api/users/import',
      value: [{ uid: makeUid(), name: 'Ada', role: 'Editor' }],
    }),
  },
  user_change: {
    'the user ID': ({ uid }) => ({
      method: 'PATCH',
      path: `/api/users/${uid}`,
      value: { uid: makeUid() },
    }),
    'the e-mail address': change({ email: 'new@example.org' }),
    'the role': change({ role: 'Editor' }),
    'the password': change({ password: 'compiler-1952' }),
    'to disable': change({ disabled: true }),
    'to disable, by the body': ({ uid }) => ({
      method: 'PUT',
      path: '/api/users',
      value: { uid, disabled: true },
    }),
    'to enable': async ({ host, uid }) => {
      await executeSql(
        host,
        `UPDATE "User" SET "disabled" = ${sqlTrue(host)} WHERE "uid" = '${uid}'`,
      )
      return { method: 'PATCH', path: `/api/users/${uid}`, value: { disabled: false } }
    },
  },
  users_change: {
    'to disable': bulk({ action: 'disable' }),
    'to enable': bulk({ action: 'enable' }),
    'the role': bulk({ action: 'role', role: 'Editor' }),
    'to delete': bulk({ action: 'delete' }),
  },
  user_delete: {
    'by the path': ({ uid }) => ({ method: 'DELETE', path: `/api/users/${uid}` }),
    'by the body': ({ uid }) => ({ method: 'DELETE', path: '/api/users', value: { uid } }),
  },
  password_reset_link: {
    'for a user': ({ uid }) => ({
      method: 'POST',
      path: `/api/users/${uid}/password-reset`,
      value: {},
    }),
  },
  origin_add: {
    'that is new': () => ({
      method: 'POST',
      path: '/api/origins',
      value: { origin: makeUnlistedOrigin() },
    }),
  },
  origin_change: {
    'the note': onNewOrigin('PATCH', { note: 'changed' }),
    'to disable': onNewOrigin('PATCH', { enabled: false }),
    'the mode': onNewOrigin('PATCH', { mode: 'bearer' }),
  },
  origin_remove: { 'from the list': onNewOrigin('DELETE') },
  header_add: {
    'that is new': () => ({
      method: 'POST',
      path: HEADERS,
      value: { header: `x-${makeUid()}` },
    }),
  },
  header_remove: {
    'from the list': async ({ host }) => {
      const name = `x-${makeUid()}`
      await postJson(host, HEADERS, { header: name }, [bearer(host.adminToken)])
      return { method: 'DELETE', path: `${HEADERS}/${name}` }
    },
  },
  return_address_add: {
    'that is new': () => ({
      method: 'POST',
      path: RETURN_ADDRESSES,
      value: { address: `${PAGES}/${makeUid()}/` },
    }),
  },
  return_address_remove: {
    'from the list': async ({ host }) => {
      const value = { address: `${PAGES}/${makeUid()}/` }
      const added = await postJson(host, RETURN_ADDRESSES, value, [bearer(host.adminToken)])
      return { method: 'DELETE', path: added.one('location') ?? '' }
    },
  },
  client_add: {
    'that is new': () => ({ method: 'POST', path: CLIENTS, value: WIKI }),
  },
  client_change: {
    'the name': onNewClient('PATCH', '', { name: 'Notes' }),
    'to disable': onNewClient('PATCH', '', { enabled: false }),
    'the secret': onNewClient('POST', '/secret', {}),
  },
  client_remove: { 'for good': onNewClient('DELETE', '') },
  token_issue: {
    'of the session': () => ({ method: 'POST', path: '/api/token', value: {} }),
    'of the session, by name': () => ({
      method: 'POST',
      path: '/api/token',
      value: { grant_type: 'session' },
    }),
  },
}

const sqlTrue = (host: Host) => (host.engine === 'sqlite' ? '1' : 'true')

function ask(host: Host, { method, path, value }: Call, headers: Header[]): Promise<Answer> {
  const call = { method, path, headers }
  return value === undefined ? send(host, call) : sendJson(host, call, value)
}

let admin: Person
beforeAll(async () => {
  const input = makeUserInput({ role: 'Admin' })
  const created = await postJson(host, '/api/users', input, [bearer(host.adminToken)])
  const { id } = created.json<{ id: number }>()
  admin = { ...input, id, token: await signIn(host, input) }
})

// Other files share the host, and expect the headers that it begins with.
afterAll(async () => {
  const added = await send(host, { path: HEADERS, headers: [bearer(host.adminToken)] })
  for (const { header, pinned } of added.json<{ header: string; pinned: boolean }[]>()) {
    if (pinned) continue
    const path = `${HEADERS}/${header}`
    await send(host, { method: 'DELETE', path, headers: [bearer(host.adminToken)] })
  }
})

const ageProof = (seconds: number) =>
  executeSql(
    host,
    `UPDATE "Session" SET "provenAt" = ${formatMoment(-seconds)} WHERE "userId" = ${admin.id}`,
  )
const prove = () =>
  postJson(host, '/api/id/step-up', { password: admin.password }, [cookie(admin.token)])

const rows = Object.entries(CASES).flatMap(([act, cases]) =>
  Object.entries(cases).map(([name, make]) => [ACTS[act as Act].what, name, make] as const),
)

it.each(rows)('%s, %s: 401 by an old proof, and done by a fresh one', async (_, __, make) => {
  const { uid } = await createMember(host)
  const call = await make({ host, uid })
  await ageProof(601)
  const refused = await ask(host, call, [cookie(admin.token)])
  expectProblem(refused, 401, MESSAGE)
  expect(refused.json().code).toBe('step_up_required')
  expect((await prove()).status).toBe(200)
  const done = await ask(host, call, [cookie(admin.token)])
  expect(done.status, done.text).toBeLessThan(300)
  const { results } = call.path.endsWith('/bulk') ? done.json() : { results: [] }
  expect(results).not.toContainEqual(expect.objectContaining({ ok: false }))
})
