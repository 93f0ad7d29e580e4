import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { CALLBACK } from '../../e2e/fixtures/oauth-rows.ts'
import { addClient, makeAuthorizationQuery } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { addFreshBrowser, addOldBrowser, readOutcome } from './authorize.fixture.ts'
import { authorize } from './authorize.ts'

const SITE = 'https://you.github.io'
const PAGE = `${SITE}/app/`
const SERVER = 'https://notes.example'
Object.assign(process.env, { CORS_ORIGINS: SITE, RETURN_ADDRESSES: PAGE, AUDIENCES: SERVER })

type Differs = Record<string, string | undefined>
type Who = 'nobody' | 'fresh' | 'old'

describe.each(engines)('authorize on %s', engine => {
  let stop: () => Promise<void>
  const clients: Record<string, string> = { site: SITE }
  const headersOf: Record<Who, Headers> = {
    nobody: new Headers(),
    fresh: new Headers(),
    old: new Headers(),
  }
  beforeAll(async () => {
    stop = await startStore(engine)
    const fresh = await addFreshBrowser()
    headersOf.fresh = fresh.headers
    headersOf.old = (await addOldBrowser()).headers
    clients.trusted = await addClient()
    clients.asking = await addClient({ consent: true })
    clients.off = await addClient({ enabled: false })
    clients.narrow = await addClient({ consent: true, scopes: 'openid' })
    clients.native = await addClient({ returnAddresses: 'http://127.0.0.1/cb' })
    clients.simple = await addClient({ kind: 'confidential', pkce: false })
    await db().consent.create({
      data: {
        userId: fresh.viewer.id,
        clientId: clients.narrow,
        scope: 'openid',
        createdAt: new Date(),
      },
    })
  }, 60_000)
  afterAll(() => stop())

  const ask = (name: string, differs: Differs, who: Who = 'fresh') =>
    authorize(makeAuthorizationQuery(clients[name] ?? name, differs), headersOf[who])

  it.each<[client: string, who: Who, differs: Differs, outcome: string]>([
    ['trusted', 'fresh', {}, 'code state iss'],
    ['trusted', 'fresh', { state: undefined }, 'code iss'],
    ['trusted', 'fresh', { state: '' }, 'code iss'],
    ['trusted', 'fresh', { foo: 'bar', ui_locales: 'de', acr_values: 'x' }, 'code state iss'],
    ['trusted', 'nobody', {}, '/login'],
    ['trusted', 'nobody', { prompt: 'none' }, 'login_required'],
    ['trusted', 'nobody', { prompt: 'consent' }, '/login'],
    ['trusted', 'fresh', { prompt: 'none' }, 'code state iss'],
    ['trusted', 'fresh', { prompt: 'login' }, '/step-up'],
    ['trusted', 'fresh', { prompt: 'select_account' }, '/step-up'],
    ['trusted', 'fresh', { prompt: 'consent' }, '/consent'],
    ['trusted', 'fresh', { prompt: 'none login' }, 'invalid_request'],
    ['trusted', 'fresh', { prompt: 'create' }, 'invalid_request'],
    ['trusted', 'old', { max_age: '3600' }, 'code state iss'],
    ['trusted', 'old', { max_age: '60' }, '/step-up'],
    ['trusted', 'old', { max_age: '60', prompt: 'none' }, 'login_required'],
    ['trusted', 'fresh', { max_age: '-1' }, 'invalid_request'],
    ['trusted', 'fresh', { max_age: '1.5' }, 'invalid_request'],
    ['asking', 'fresh', {}, '/consent'],
    ['asking', 'fresh', { prompt: 'none' }, 'consent_required'],
    ['asking', 'nobody', {}, '/login'],
    ['narrow', 'fresh', {}, 'code state iss'],
    ['narrow', 'fresh', { prompt: 'none' }, 'code state iss'],
    ['narrow', 'fresh', { scope: 'openid email' }, 'code state iss'],
    ['narrow', 'old', {}, '/consent'],
    ['native', 'fresh', { redirect_uri: 'http://127.0.0.1:49152/cb' }, '/consent'],
    [
      'native',
      'fresh',
      { redirect_uri: 'http://127.0.0.1/cb', prompt: 'none' },
      'consent_required',
    ],
    [
      'native',
      'fresh',
      { redirect_uri: 'http://localhost/cb' },
      '400 This return address is not known',
    ],
    ['site', 'fresh', { redirect_uri: PAGE }, 'code state iss'],
    ['site', 'fresh', { redirect_uri: `${PAGE}x` }, '400 This return address is not known'],
    ['site', 'fresh', { redirect_uri: SITE }, '400 This return address is not known'],
    [
      'site',
      'fresh',
      { redirect_uri: SITE, response_mode: 'web_message' },
      '200 You are signed in',
    ],
    [
      'site',
      'fresh',
      { redirect_uri: PAGE, response_mode: 'web_message' },
      '400 This return address is not known',
    ],
    [
      'site',
      'nobody',
      { redirect_uri: SITE, response_mode: 'web_message', prompt: 'none' },
      '200 You were not signed in',
    ],
    ['trusted', 'fresh', { response_mode: 'form_post' }, '200 Back to Wiki'],
    ['trusted', 'fresh', { response_mode: 'query' }, 'code state iss'],
    ['trusted', 'fresh', { response_mode: 'fragment' }, 'invalid_request'],
    ['trusted', 'fresh', { response_type: undefined }, 'invalid_request'],
    ['trusted', 'fresh', { response_type: 'token' }, 'unsupported_response_type'],
    ['trusted', 'fresh', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['trusted', 'fresh', { code_challenge: undefined }, 'invalid_request'],
    ['trusted', 'fresh', { code_challenge_method: undefined }, 'invalid_request'],
    ['trusted', 'fresh', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['trusted', 'fresh', { code_challenge: 'short' }, 'invalid_request'],
    [
      'simple',
      'fresh',
      { code_challenge: undefined, code_challenge_method: undefined },
      'invalid_request',
    ],
    [
      'simple',
      'fresh',
      { code_challenge: undefined, code_challenge_method: undefined, nonce: 'n' },
      'code state iss',
    ],
    ['simple', 'fresh', { code_challenge: undefined, nonce: 'n' }, 'invalid_request'],
    ['trusted', 'fresh', { resource: SERVER }, 'code state iss'],
    ['trusted', 'fresh', { resource: 'https://evil.example' }, 'invalid_target'],
    ['trusted', 'fresh', { request: 'a.b.c' }, 'request_not_supported'],
    ['trusted', 'fresh', { request_uri: 'https://evil.example/r' }, 'request_uri_not_supported'],
    [
      'trusted',
      'fresh',
      { request_uri: 'urn:ietf:params:oauth:request_uri:x' },
      '400 This sign-in is over',
    ],
    ['trusted', 'fresh', { dpop_jkt: 'x' }, 'invalid_request'],
    ['trusted', 'fresh', { state: 's'.repeat(4097) }, 'invalid_request'],
    ['trusted', 'nobody', { state: 's'.repeat(4096), nonce: 'n'.repeat(4096) }, 'invalid_request'],
    ['trusted', 'fresh', { id_token_hint: 'a.b.c' }, 'invalid_request'],
    ['trusted', 'fresh', { redirect_uri: undefined }, '400 This address is incomplete'],
    ['trusted', 'fresh', { redirect_uri: `${CALLBACK}/` }, '400 This return address is not known'],
    ['off', 'fresh', {}, '400 This site is not known here'],
    ['lk_none', 'fresh', {}, '400 This site is not known here'],
    ['https://evil.example', 'fresh', {}, '400 This site is not known here'],
    ['trusted', 'fresh', { client_id: undefined }, '400 This address is incomplete'],
  ])('%s, %s, %j: %s', async (client, who, differs, outcome) => {
    expect(await readOutcome(await ask(client, differs, who))).toBe(outcome)
  })

  it('takes nothing that stands twice', async () => {
    const outcomes: Record<string, string> = {}
    for (const name of [
      'client_id',
      'redirect_uri',
      'response_mode',
      'state',
      'scope',
      'resource',
      'nonce',
    ]) {
      const query = makeAuthorizationQuery(clients.trusted ?? '', { [name]: undefined })
      query.append(name, 'x')
      query.append(name, 'x')
      outcomes[name] = await readOutcome(await authorize(query, headersOf.fresh))
    }
    const page = '400 This address is incomplete'
    expect(outcomes).toEqual({
      client_id: page,
      redirect_uri: page,
      response_mode: page,
      state: 'invalid_request',
      scope: 'invalid_request',
      resource: 'invalid_target',
      nonce: 'invalid_request',
    })
  })

  it('notes a return address that is not known', async () => {
    const address = `${SITE}/elsewhere/`
    await ask('site', { redirect_uri: address })
    const row = await db().returnRefusal.findUnique({ where: { address } })
    expect(row).toMatchObject({ clientId: SITE, count: 1 })
  })
})
