import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, expect, it } from 'vitest'
import { bearer, send, sendJson } from '../../fixtures/client.ts'
import { ADMIN_ONLY, expectInvalid, expectProblem, MISSING } from '../../fixtures/expectations.ts'
import { makeImage } from '../../fixtures/images.ts'
import {
  addCode,
  exchangeCode,
  postFields,
  sayBasic,
  signInAtClient,
} from '../../fixtures/oauth-clients.ts'
import { CALLBACK } from '../../fixtures/oauth-rows.ts'
import { makeAdminHeaders } from '../../fixtures/origins.ts'
import { createMember, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATH = '/api/clients'
const WIKI = { name: 'Wiki', kind: 'confidential', returnAddresses: [CALLBACK] }
const APP = { name: 'App', kind: 'public', returnAddresses: ['com.example.app:/back'] }

const host = await requestHost()

let member: Person
beforeAll(async () => {
  const person = await createMember(host)
  member = { ...person, token: await signIn(host, person) }
})

type Registered = { client_id: string; client_secret?: string; secrets: unknown[] }

const ask = (method: string, path: string, value: unknown = {}, token = host.adminToken) =>
  sendJson(host, { method, path, headers: [bearer(token)] }, value)
const read = (path: string) => send(host, { path, headers: makeAdminHeaders(host) })
async function register(value: object = WIKI) {
  const answer = await ask('POST', PATH, value)
  expect(answer.status, answer.text).toBe(201)
  const { client_id: id, client_secret: secret = '' } = answer.json<Registered>()
  return { answer, id, secret, path: `${PATH}/${id}` }
}

it('201: registered, and its secret shown once; 204: removed', async () => {
  const { answer, id, secret, path } = await register()
  expect(answer.one('location')).toBe(path)
  expect(id).toMatch(/^lk_[\w-]{22}$/)
  expect(secret).toMatch(/^[\w-]{43}$/)
  const { client_secret: _, ...shown } = answer.json<Registered>()
  expect((await read(path)).json()).toEqual(shown)
  expect((await read(PATH)).json()).toContainEqual(shown)
  expect((await ask('DELETE', path)).status).toBe(204)
  for (const gone of [await read(path), await ask('DELETE', path), await ask('PATCH', path)]) {
    expectProblem(gone, 404)
  }
})

it('a public one has no secret', async () => {
  const { answer } = await register(APP)
  expect(answer.json()).toMatchObject({ kind: 'public', authMethod: 'none', secrets: [] })
  expect(answer.json()).not.toHaveProperty('client_secret')
})

it('200: changed, as far as the change says', async () => {
  const { path } = await register()
  const picture = `data:image/png;base64,${(await makeImage('png')).toString('base64')}`
  const changes = { name: 'Notes', scopes: ['openid'], consent: false, logo: picture }
  const changed = await ask('PATCH', path, changes)
  expect(changed.status, changed.text).toBe(200)
  expect(changed.json()).toMatchObject({
    name: 'Notes',
    scopes: ['openid'],
    consent: false,
    returnAddresses: [CALLBACK],
    logo: expect.stringMatching(/^data:image\/webp;base64,/),
  })
})

it('400: what does not go together, by field', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwks = { keys: [await exportJWK(privateKey)] }
  const wrong: [object, string[]][] = [
    [{}, ['kind', 'name', 'returnAddresses']],
    [{ ...WIKI, returnAddresses: [] }, ['returnAddresses']],
    [{ ...WIKI, returnAddresses: ['http://wiki.example/'] }, ['returnAddresses']],
    [{ ...WIKI, returnAddresses: ['com.example.app:/back'] }, ['returnAddresses']],
    [{ ...APP, authMethod: 'client_secret_basic' }, ['authMethod']],
    [{ ...APP, pkce: false }, ['pkce']],
    [{ ...WIKI, authMethod: 'none' }, ['authMethod']],
    [{ ...WIKI, authMethod: 'private_key_jwt' }, ['jwks']],
    [{ ...WIKI, authMethod: 'private_key_jwt', jwks }, ['jwks']],
    [{ ...WIKI, scopes: ['admin'] }, ['scopes.0']],
    [{ ...WIKI, logo: 'https://wiki.example/logo.png' }, ['logo']],
    [{ ...WIKI, consent: 'yes', name: ' ' }, ['consent', 'name']],
  ]
  for (const [value, paths] of wrong) expectInvalid(await ask('POST', PATH, value), paths)
  const { path } = await register()
  expectInvalid(await ask('PATCH', path, { kind: 'public' }), ['kind'])
})

it('201: a new secret, beside which the old one is good for a while', async () => {
  const { id, secret, path } = await register()
  const rotated = await ask('POST', `${path}/secret`, { overlapSeconds: 60 })
  expect(rotated.status).toBe(201)
  const { client_secret: fresh = '', secrets } = rotated.json<Registered>()
  expect(secrets).toHaveLength(2)
  const introspect = (one: string) =>
    postFields(host, '/api/token/introspect', { token: 'x' }, sayBasic(id, one))
  for (const one of [secret, fresh]) expect((await introspect(one)).status).toBe(200)
  await ask('POST', `${path}/secret`, { overlapSeconds: 0 })
  for (const one of [secret, fresh]) expect((await introspect(one)).status).toBe(401)
  const { path: app } = await register(APP)
  expectProblem(await ask('POST', `${app}/secret`), 409)
})

it.each(['disabled', 'removed'])('one that is %s loses its sessions at once', async how => {
  const { id, path } = await register({ ...APP, returnAddresses: [CALLBACK] })
  const { access_token, refresh_token } = await signInAtClient(host, member, id)
  const show = () => send(host, { path: '/api/userinfo', headers: [bearer(access_token)] })
  expect((await show()).status).toBe(200)
  const pending = await addCode(host, member, id)
  if (how === 'disabled') expect((await ask('PATCH', path, { enabled: false })).status).toBe(200)
  else expect((await ask('DELETE', path)).status).toBe(204)
  expect((await show()).status).toBe(401)
  const refresh = { grant_type: 'refresh_token', refresh_token, client_id: id }
  expect((await postFields(host, '/api/token', refresh)).status).toBe(401)
  if (how === 'removed') return
  await ask('PATCH', path, { enabled: true })
  expect((await postFields(host, '/api/token', refresh)).status).toBe(400)
  expect((await exchangeCode(host, pending, { client_id: id })).status).toBe(400)
})

it('401 and 403: only administrators', async () => {
  const { path } = await register()
  for (const [method, at] of [
    ['POST', PATH],
    ['PATCH', path],
    ['DELETE', path],
    ['POST', `${path}/secret`],
  ] as const) {
    expectProblem(await sendJson(host, { method, path: at }, WIKI), 401, MISSING)
    expectProblem(await ask(method, at, WIKI, member.token), 403, ADMIN_ONLY)
  }
  for (const at of [PATH, path]) {
    expectProblem(await send(host, { path: at }), 401, MISSING)
    const asMember = { path: at, headers: [bearer(member.token)] }
    expectProblem(await send(host, asMember), 403, ADMIN_ONLY)
  }
})
