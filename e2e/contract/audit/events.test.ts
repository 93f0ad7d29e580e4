import { beforeAll, expect, it } from 'vitest'
import { listAuditEvents } from '../../fixtures/audit-events.ts'
import {
  bearer,
  from,
  type Header,
  newAddress,
  origin,
  postJson,
  send,
  sendJson,
} from '../../fixtures/client.ts'
import { ADMIN_ONLY, expectProblem } from '../../fixtures/expectations.ts'
import { PAGES } from '../../fixtures/host.ts'
import { SOON } from '../../fixtures/origins.ts'
import { createMember, makeUid, makeUserInput, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const asAdmin = [bearer(host.adminToken)]
const told = async (q: string) =>
  (await listAuditEvents(host, q)).map(({ action, result }) => `${action} ${result}`)

it('records who signed in, from where, and who did not', async () => {
  const { uid, password, id } = await createMember(host)
  const address = newAddress()
  const where: Header[] = [from(address), origin(PAGES), ['User-Agent', 'curl/8.5']]
  await postJson(host, '/api/authenticate', { uid, password: 'wrong' }, where)
  await postJson(host, '/api/authenticate', { uid, password }, where)
  await expect.poll(() => told(address), SOON).toHaveLength(2)
  const target = { id, uid }
  const place = { address, origin: PAGES, browser: 'curl', count: 1 }
  expect(
    (await listAuditEvents(host, address)).toSorted((a, b) => (a.result < b.result ? -1 : 1)),
  ).toMatchObject([
    { action: 'sign_in', result: 'ok', actor: target, target: null, ...place },
    {
      action: 'sign_in',
      result: 'refused',
      actor: null,
      target,
      ...place,
      detail: { reason: 'invalid' },
    },
  ])
})

it('names nobody whom there is not: people type passwords into the wrong field', async () => {
  const address = newAddress()
  const uid = makeUid()
  await postJson(host, '/api/authenticate', { uid, password: 'wrong' }, [from(address)])
  await expect
    .poll(() => listAuditEvents(host, address), SOON)
    .toMatchObject([{ result: 'refused', target: null }])
  expect(await told(uid)).toEqual([])
})

it('a disabled user is told from a wrong password here, and only here', async () => {
  const { uid, password } = await createMember(host)
  await sendJson(
    host,
    { method: 'PATCH', path: `/api/users/${uid}`, headers: asAdmin },
    { disabled: true },
  )
  const answer = await postJson(host, '/api/authenticate', { uid, password })
  expectProblem(answer, 401, 'Invalid user id or password')
  await expect.poll(() => told(uid), SOON).toContain('sign_in refused')
  expect((await listAuditEvents(host, uid))[0]?.detail).toEqual({ reason: 'disabled' })
})

it('records every act on a user with the names of what changed', async () => {
  const uid = makeUid()
  const user = (method: string, path: string, value: object = {}) =>
    sendJson(host, { method, path: `/api/users/${path}`, headers: asAdmin }, value)
  await user('POST', '', makeUserInput({ uid, password: 'first-password-1' }))
  await signIn(host, { uid, password: 'first-password-1' })
  await user('PATCH', uid, { name: 'Somebody Else', email: 'secret@example.org' })
  await user('PATCH', uid, { role: 'Editor' })
  await user('PATCH', uid, { password: 'second-password-2' })
  await user('POST', `${uid}/password-reset`)
  await user('DELETE', `${uid}/sessions`)
  await user('DELETE', uid)
  const records = await listAuditEvents(host, uid)
  expect(records.map(({ action, detail }) => ({ action, ...detail }))).toEqual([
    { action: 'user_delete' },
    { action: 'session_revoke', sessions: 'all' },
    { action: 'password_reset_link' },
    { action: 'password_change' },
    { action: 'user_change', fields: 'role', from: 'User', to: 'Editor' },
    { action: 'user_change', fields: 'name email', emailVerified: true },
    { action: 'sign_in' },
    { action: 'user_create', role: 'User' },
  ])
  expect(JSON.stringify(records)).not.toMatch(/secret|Somebody/)
})

it('records what one does oneself', async () => {
  const { uid, token } = await createMember(host)
  const own = (method: string, path: string) =>
    send(host, { method, path, headers: [bearer(token)] })
  await own('GET', '/api/id/export')
  await own('DELETE', '/api/id/sessions')
  await own('DELETE', '/api/authenticate')
  expect(await told(uid)).toEqual([
    ...['sign_out ok', 'session_revoke ok', 'own_export ok', 'sign_in ok', 'sign_up ok'],
  ])
})

it('records who tried what only administrators may', async () => {
  const { uid, token } = await createMember(host)
  const { uid: other } = member
  const tried: [string, string, object?][] = [
    ['GET', '/api/users/export'],
    ['GET', '/api/audit'],
    ['GET', '/api/audit/export'],
    ['GET', `/api/users/${other}/sessions`],
    ['DELETE', `/api/users/${other}/sessions`],
    ['POST', `/api/users/${other}/password-reset`, {}],
    ['PATCH', `/api/users/${other}`, { name: 'Another' }],
    ['DELETE', `/api/users/${other}`],
    ['POST', '/api/users', makeUserInput({ role: 'Editor' })],
    ['DELETE', `/api/users/${other}/pfp`],
  ]
  for (const [method, path, body] of tried) {
    const call = { method, path, headers: [bearer(token)] }
    expectProblem(await (body ? sendJson(host, call, body) : send(host, call)), 403, ADMIN_ONLY)
  }
  const expected = [
    ...['users_export', 'audit_view', 'audit_export', 'session_view', 'session_revoke'],
    ...['password_reset_link', 'user_change', 'user_delete', 'user_create', 'avatar_change'],
  ]
  const refused = async () => (await listAuditEvents(host, uid)).filter(e => e.result === 'refused')
  const actions = async () => new Set((await refused()).map(({ action }) => action))
  await expect.poll(actions, SOON).toEqual(new Set(expected))
  expect((await refused())[0]?.actor?.uid).toBe(uid)
})

it('records what other sites try', async () => {
  const address = newAddress()
  const headers = [from(address), origin('https://evil.example'), bearer(member.token)]
  await send(host, { method: 'DELETE', path: '/api/id/pfp', headers })
  await expect
    .poll(() => listAuditEvents(host, address), SOON)
    .toMatchObject([
      { action: 'cross_site', result: 'refused', origin: 'https://evil.example', actor: null },
    ])
})
