import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { LIMITS } from '#lib/limits/limits.ts'
import { CALLBACK } from '../../e2e/fixtures/oauth-rows.ts'
import {
  addClient,
  makeAuthorizationQuery,
  makeCookieHeaders,
  signInAtClient,
} from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { addViewer, startStore } from '../../e2e/fixtures/store.ts'
import { authorize } from './authorize.ts'
import { readAuthorizationParameters } from './parameters.ts'
import { savePushedRequest } from './pushed-request.ts'

const SITE = 'https://you.github.io'
const PAGE = `${SITE}/app/`
const SERVER = 'https://notes.example'
Object.assign(process.env, { CORS_ORIGINS: SITE, RETURN_ADDRESSES: PAGE, AUDIENCES: SERVER })

const MINUTE = 60_000
type Differs = Record<string, string | undefined>
type Who = 'nobody' | 'fresh' | 'old'

/** What comes of a request: the step, the error that the client is told, or what it is given. */
async function read(response: Response): Promise<string> {
  const location = response.headers.get('location')
  if (location === null) {
    const [, title = ''] = /<h1>([^<]*)</.exec(await response.text()) ?? []
    return `${response.status} ${title}`
  }
  const url = new URL(location, 'http://own.invalid')
  if (url.hostname === 'own.invalid') {
    const isOther = url.searchParams.has('account')
    return isOther ? `${url.pathname} as somebody else` : url.pathname
  }
  return url.searchParams.get('error') ?? [...url.searchParams.keys()].join(' ')
}

describe.each(engines)('authorize on %s', engine => {
  let stop: () => Promise<void>
  let fresh: Viewer
  let old: Viewer
  const clients: Record<string, string> = { site: SITE }
  const headersOf: Record<Who, Headers> = {
    nobody: new Headers(),
    fresh: new Headers(),
    old: new Headers(),
  }
  beforeAll(async () => {
    stop = await startStore(engine)
    fresh = await addViewer()
    old = await addViewer()
    await db().session.update({
      where: { id: old.sessionId },
      data: { provenAt: new Date(Date.now() - 10 * MINUTE) },
    })
    headersOf.fresh = await makeCookieHeaders(fresh)
    headersOf.old = await makeCookieHeaders(old)
    clients.trusted = await addClient()
    clients.asking = await addClient({ consent: true })
    clients.off = await addClient({ enabled: false })
    clients.narrow = await addClient({ consent: true, scopes: 'openid' })
    clients.native = await addClient({ returnAddresses: 'http://127.0.0.1/cb' })
    clients.simple = await addClient({ kind: 'confidential', pkce: false })
    await db().consent.create({
      data: { userId: fresh.id, clientId: clients.narrow, scope: 'openid', createdAt: new Date() },
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
    expect(await read(await ask(client, differs, who))).toBe(outcome)
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
      outcomes[name] = await read(await authorize(query, headersOf.fresh))
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

  it('asks for a proof once: one that was made since then is fresh', async () => {
    const answer = await ask('trusted', { prompt: 'login' }, 'old')
    const next = readNext(answer)
    expect(await read(await authorize(next, headersOf.old))).toBe('/step-up')
    const viewer = await addViewer()
    const headers = await makeCookieHeaders(viewer)
    expect(await read(await authorize(next, headers))).toBe('code state iss')
    next.set('scope', 'openid email')
    expect(await read(await authorize(next, headers))).toBe('/step-up')
  })

  it('gives a code to the person of id_token_hint alone', async () => {
    const { id_token = '' } = await signInAtClient(fresh, clients.trusted ?? '')
    const hint = { id_token_hint: id_token }
    expect(await read(await ask('trusted', hint))).toBe('code state iss')
    expect(await read(await ask('asking', hint))).toBe('invalid_request')
    expect(await read(await ask('trusted', { ...hint, prompt: 'none' }, 'old'))).toBe(
      'login_required',
    )
    const answer = await ask('trusted', hint, 'old')
    expect(await read(answer)).toBe('/login as somebody else')
    // Whoever signs in then is the one, or nobody is.
    const wrong = await makeCookieHeaders(await addViewer())
    expect(await read(await authorize(readNext(answer), wrong))).toBe('login_required')
  })

  it('answers a request that was pushed once, and carries its name alone', async () => {
    const clientId = clients.trusted ?? ''
    const push = () =>
      savePushedRequest(clientId, readAuthorizationParameters(makeAuthorizationQuery(clientId)))
    const query = makePushedQuery(clientId, await push())
    const login = await authorize(query, headersOf.nobody)
    expect(await read(login)).toBe('/login')
    const next = readNext(login)
    expect([...next.keys()]).toEqual(['client_id', 'request_uri', 'asked'])
    expect(await read(await authorize(query, headersOf.nobody))).toBe('/login')
    expect(await read(await authorize(next, headersOf.fresh))).toBe('code state iss')
    expect(await read(await authorize(query, headersOf.fresh))).toBe('400 This sign-in is over')
    const others = makePushedQuery(clients.asking ?? '', await push())
    expect(await read(await authorize(others, headersOf.fresh))).toBe('400 This sign-in is over')
  })

  it('gives nobody codes without end', async () => {
    const headers = await makeCookieHeaders(await addViewer())
    const query = makeAuthorizationQuery(clients.trusted ?? '')
    const outcomes = new Set<string>()
    for (let i = 0; i < LIMITS.code.points; i++)
      outcomes.add(await read(await authorize(query, headers)))
    expect([...outcomes]).toEqual(['code state iss'])
    expect(await read(await authorize(query, headers))).toBe('temporarily_unavailable')
  })

  it('notes a return address that is not known', async () => {
    const address = `${SITE}/elsewhere/`
    await ask('site', { redirect_uri: address })
    const row = await db().returnRefusal.findUnique({ where: { address } })
    expect(row).toMatchObject({ clientId: SITE, count: 1 })
  })
})

function readNext(answer: Response): URLSearchParams {
  const location = new URL(answer.headers.get('location') ?? '', 'http://own.invalid')
  return new URL(location.searchParams.get('next') ?? '', location).searchParams
}

function makePushedQuery(clientId: string, requestUri: string): URLSearchParams {
  return new URLSearchParams({ client_id: clientId, request_uri: requestUri })
}
