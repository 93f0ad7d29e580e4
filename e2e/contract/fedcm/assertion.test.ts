import { beforeAll, describe, expect, it } from 'vitest'
import { ageProofs } from '../../fixtures/age-proofs.ts'
import { listAuditEvents } from '../../fixtures/audit-events.ts'
import { openAuthorize } from '../../fixtures/authorize.ts'
import { type Answer, cookie, origin, postJson, send } from '../../fixtures/client.ts'
import { createDpopKey, dpop } from '../../fixtures/dpop.ts'
import { expectJson, readSetCookie } from '../../fixtures/expectations.ts'
import { askForCode, expectFedcmError, makeAssertion, sendAssertion } from '../../fixtures/fedcm.ts'
import { buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import { exchangeCode, expectClientTokens } from '../../fixtures/oauth-clients.ts'
import { createMember, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const readContinued = (answer: Answer): URL => {
  expectJson(answer, 200)
  expect(Object.keys(answer.json())).toEqual(['continue_on'])
  return new URL(answer.json<{ continue_on: string }>().continue_on)
}

describe('a code that a browser was given', () => {
  it('200: is changed for tokens, which hang on the session of our own pages', async () => {
    const person = await createMember(host)
    const made = await askForCode(host, person, { params: { scope: 'openid profile' } })
    const tokens = expectClientTokens(await exchangeCode(host, made, { client_id: PAGES }))
    expect(tokens.scope).toBe('openid profile')
    const { payload } = decodeToken(tokens.id_token)
    expect(payload).toMatchObject({ aud: PAGES, sub: String(person.id), nonce: 'n-1' })
    expect(payload.sid).toBe(decodeToken(person.token).payload.sid)
    const events = await listAuditEvents(host, person.uid)
    expect(events.find(({ action }) => action === 'code_issue')).toMatchObject({
      result: 'ok',
      target: { uid: PAGES },
      detail: { scope: 'openid profile' },
    })
    await send(host, {
      method: 'DELETE',
      path: '/api/authenticate',
      headers: [cookie(person.token)],
    })
    const headers = [['Authorization', `Bearer ${tokens.access_token}`] as const]
    expect((await send(host, { path: '/api/id', headers })).status).toBe(401)
  })

  it('200: is changed for tokens that are bound to a key', async () => {
    const key = await createDpopKey()
    const token = `${buildOwnOrigin(host)}/api/token`
    const made = await askForCode(host, member)
    const first = await exchangeCode(
      host,
      made,
      { client_id: PAGES },
      dpop(await key.prove('POST', token)),
    )
    const nonce = first.one('dpop-nonce') ?? ''
    const proof = dpop(await key.prove('POST', token, { nonce }))
    const answer = await exchangeCode(host, made, { client_id: PAGES }, proof)
    expect(expectClientTokens(answer).token_type).toBe('DPoP')
  })

  it('200: is changed for a cookie', async () => {
    const { code, verifier } = await askForCode(host, member)
    const fields = { code, code_verifier: verifier, client_id: PAGES }
    const answer = await postJson(host, '/api/authenticate', fields, [origin(PAGES)])
    expectJson(answer, 200)
    const headers = [cookie(readSetCookie(answer).value ?? ''), origin(PAGES)]
    expect((await send(host, { path: '/api/id', headers })).status).toBe(200)
  })

  it('200: has the nonce that the browser sends by itself', async () => {
    const fields = { nonce: 'n-2' }
    const params = { nonce: undefined, scope: 'openid' }
    const made = await askForCode(host, member, { fields, params })
    const tokens = expectClientTokens(await exchangeCode(host, made, { client_id: PAGES }))
    expect(decodeToken(tokens.id_token).payload.nonce).toBe('n-2')
  })

  it('200: takes numbers as texts, and ignores what it does not know', async () => {
    await askForCode(host, member, { params: { max_age: 600, other: 'x' } })
  })
})

describe('where something more is asked', () => {
  const send200 = async (person: Person, params: Record<string, unknown>) =>
    sendAssertion(host, person, makeAssertion(person, { params }).form)

  it.each([
    ['a fresh proof', { prompt: 'login' }, '/step-up'],
    ['a proof of the last minute', { max_age: 60 }, '/step-up'],
    ['to be allowed', { prompt: 'consent' }, '/consent'],
  ])('200: the browser goes on for %s', async (_what, params, page) => {
    const person = await createMember(host)
    await ageProofs(host, person, 120)
    const url = readContinued(await send200(person, params))
    expect(url.origin + url.pathname).toBe(`${buildOwnOrigin(host)}/authorize`)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: PAGES,
      redirect_uri: PAGES,
      response_mode: 'fedcm',
      code_challenge_method: 'S256',
      nonce: 'n-1',
    })
    const step = await openAuthorize(host, url.searchParams, person)
    expect(step.one('location')).toMatch(new RegExp(`^${page}\\?`))
  })

  it('the last page gives the code to the browser, and to nobody else', async () => {
    const person = await createMember(host)
    await ageProofs(host, person, 120)
    const url = readContinued(await send200(person, { max_age: 60 }))
    const token = await signIn(host, person)
    const page = await openAuthorize(host, url.searchParams, { ...person, token })
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/IdentityProvider\?\.resolve\("[\w-]{43}"\)/)
    expect(page.text).not.toContain('postMessage')
    expect(page.one('content-security-policy')).toContain("default-src 'none'")
  })

  it('400: where nobody is to be asked', async () => {
    const person = await createMember(host)
    await ageProofs(host, person, 120)
    const answer = await send200(person, { max_age: 60, prompt: 'none' })
    expectFedcmError(answer, 400, 'login_required')
  })
})

describe('/authorize with response_mode=fedcm', () => {
  it.each([
    ['a path of the origin', { redirect_uri: `${PAGES}/pinned/` }],
    ['another origin', { redirect_uri: 'https://evil.example' }],
    ['another allowed origin', { redirect_uri: 'https://app.example.org:8443' }],
  ])('400: %s gets nothing', async (_what, differs) => {
    const fields = {
      client_id: PAGES,
      response_type: 'code',
      response_mode: 'fedcm',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...differs,
    }
    const answer = await openAuthorize(host, fields, member)
    expect(answer.status).toBe(400)
    expect(answer.text).not.toContain('<script')
  })
})
