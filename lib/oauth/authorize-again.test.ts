import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '#lib/limits/limits.ts'
import {
  addClient,
  makeAuthorizationQuery,
  signInAtClient,
} from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { addFreshBrowser, addOldBrowser, readOutcome } from './authorize.fixture.ts'
import { authorize } from './authorize.ts'
import { readAuthorizationParameters } from './parameters.ts'
import { savePushedRequest } from './pushed-request.ts'

// What one request leaves for the next: a proof, whom it is about, its name, a count.

describe.each(engines)('authorize on %s', engine => {
  let stop: () => Promise<void>
  let fresh: Awaited<ReturnType<typeof addFreshBrowser>>
  let old: Awaited<ReturnType<typeof addOldBrowser>>
  let trusted: string
  let asking: string
  beforeAll(async () => {
    stop = await startStore(engine)
    fresh = await addFreshBrowser()
    old = await addOldBrowser()
    trusted = await addClient()
    asking = await addClient({ consent: true })
  }, 60_000)
  afterAll(() => stop())

  const ask = (clientId: string, differs: Record<string, string>, headers = fresh.headers) =>
    authorize(makeAuthorizationQuery(clientId, differs), headers)
  const follow = async (query: URLSearchParams, headers = fresh.headers) =>
    readOutcome(await authorize(query, headers))

  it('asks for a proof once: one that was made since then is fresh', async () => {
    const answer = await ask(trusted, { prompt: 'login' }, old.headers)
    const next = readNext(answer)
    expect(await follow(next, old.headers)).toBe('/step-up')
    const { headers } = await addFreshBrowser()
    expect(await follow(next, headers)).toBe('code state iss')
    next.set('scope', 'openid email')
    expect(await follow(next, headers)).toBe('/step-up')
  })

  it('gives a code to the person of id_token_hint alone', async () => {
    const { id_token = '' } = await signInAtClient(fresh.viewer, trusted)
    const hint = { id_token_hint: id_token }
    expect(await readOutcome(await ask(trusted, hint))).toBe('code state iss')
    expect(await readOutcome(await ask(asking, hint))).toBe('invalid_request')
    expect(await readOutcome(await ask(trusted, { ...hint, prompt: 'none' }, old.headers))).toBe(
      'login_required',
    )
    const answer = await ask(trusted, hint, old.headers)
    expect(await readOutcome(answer)).toBe('/login as somebody else')
    // Whoever signs in then is the one, or nobody is.
    const wrong = (await addFreshBrowser()).headers
    expect(await follow(readNext(answer), wrong)).toBe('login_required')
  })

  it('answers a request that was pushed once, and carries its name alone', async () => {
    const push = () =>
      savePushedRequest(trusted, readAuthorizationParameters(makeAuthorizationQuery(trusted)))
    const query = makePushedQuery(trusted, await push())
    const login = await authorize(query, new Headers())
    expect(await readOutcome(login)).toBe('/login')
    const next = readNext(login)
    expect([...next.keys()]).toEqual(['client_id', 'request_uri', 'asked'])
    expect(await follow(query, new Headers())).toBe('/login')
    expect(await follow(next)).toBe('code state iss')
    expect(await follow(query)).toBe('400 This sign-in is over')
    const others = makePushedQuery(asking, await push())
    expect(await follow(others)).toBe('400 This sign-in is over')
  })

  it('gives nobody codes without end', async () => {
    const { headers } = await addFreshBrowser()
    const query = makeAuthorizationQuery(trusted)
    const outcomes = new Set<string>()
    for (let i = 0; i < LIMITS.code.points; i++) outcomes.add(await follow(query, headers))
    expect([...outcomes]).toEqual(['code state iss'])
    expect(await follow(query, headers)).toBe('temporarily_unavailable')
  })
})

function readNext(answer: Response): URLSearchParams {
  const location = new URL(answer.headers.get('location') ?? '', 'http://own.invalid')
  return new URL(location.searchParams.get('next') ?? '', location).searchParams
}

function makePushedQuery(clientId: string, requestUri: string): URLSearchParams {
  return new URLSearchParams({ client_id: clientId, request_uri: requestUri })
}
