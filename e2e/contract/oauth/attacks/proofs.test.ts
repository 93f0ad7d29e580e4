import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, type Tokens } from '../../../fixtures/access-tokens.ts'
import {
  type Answer,
  bearer,
  cookie,
  type Header,
  postJson,
  send,
} from '../../../fixtures/client.ts'
import { createDpopKey, type DpopKey, dpop, dpopBearer } from '../../../fixtures/dpop.ts'
import { expectProblem } from '../../../fixtures/expectations.ts'
import { buildOwnOrigin, PAGES } from '../../../fixtures/host.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  addCode,
  exchangeCode,
  postFields,
  signInAtClient,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { PROOF_ATTACKS } from '../../../fixtures/proof-attacks.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const TOKEN = '/api/token'

const host = await requestHost()
const urlOf = (path: string) => `${buildOwnOrigin(host)}${path}`

let member: Person
let client: string
let key: DpopKey
let nonce: string
let tokens: Tokens
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
  key = await createDpopKey()
  const { uid, password } = member
  const first = dpop(await key.prove('POST', urlOf(TOKEN)))
  const grant = { grant_type: 'password', uid, password }
  nonce = (await postJson(host, TOKEN, grant, [first])).one('dpop-nonce') ?? ''
  const proof = dpop(await key.prove('POST', urlOf(TOKEN), { nonce }))
  tokens = (await postJson(host, TOKEN, grant, [proof])).json<Tokens>()
})

/** A grant that any right proof would make a session of. */
const grantWith = (...headers: Header[]) =>
  attack(host, member, () => {
    const { uid, password } = member
    return postJson(host, TOKEN, { grant_type: 'password', uid, password }, headers)
  })
const callWith = (path: string, ...headers: Header[]) =>
  attack(host, member, () => send(host, { path, headers }))

function expectRefusal(answer: Answer, code: string): void {
  expectProblem(answer, 401)
  expect(answer.json().code).toBe(code)
  expect(answer.all('www-authenticate')).toEqual([expect.stringMatching(/^DPoP error="/)])
}

describe('a proof at the token endpoint', () => {
  it.each(PROOF_ATTACKS)('400: %s', async (_, make, code = 'invalid_dpop_proof') => {
    const proof = await make({ key, method: 'POST', url: urlOf(TOKEN), nonce })
    expectCode(await grantWith(dpop(proof)), 400, code)
  })

  it.each<[string, number]>([
    ['an hour old', -3600],
    ['a minute old', -60],
    ['of a minute from now', 60],
    ['of a day from now', 86_400],
  ])('400: %s, without a nonce', async (_, from) => {
    const iat = Math.floor(Date.now() / 1000) + from
    const proof = await key.prove('POST', urlOf(TOKEN), { payload: { iat } })
    const answer = await grantWith(dpop(proof))
    expectCode(answer, 400, 'invalid_dpop_proof')
  })

  it('400: without a nonce', async () => {
    const answer = await grantWith(dpop(await key.prove('POST', urlOf(TOKEN))))
    expectCode(answer, 400, 'use_dpop_nonce')
    expect(answer.all('dpop-nonce')).toHaveLength(1)
  })

  it('400: in two headers', async () => {
    const proofs = await Promise.all([1, 2].map(() => key.prove('POST', urlOf(TOKEN), { nonce })))
    expectCode(await grantWith(...proofs.map(dpop)), 400, 'invalid_dpop_proof')
  })

  it('400: that was used at another place', async () => {
    const proof = await key.prove('POST', urlOf('/api/par'), { nonce })
    const fields = { client_id: client, response_type: 'token' }
    await postFields(host, '/api/par', fields, dpop(proof))
    expectCode(await grantWith(dpop(proof)), 400, 'invalid_dpop_proof')
  })

  it('400: of another key than the code, or the request, was made for', async () => {
    const thief = await createDpopKey()
    const made = await addCode(host, member, client, { jkt: key.jkt })
    const proof = dpop(await thief.prove('POST', urlOf(TOKEN), { nonce }))
    const theft = () => exchangeCode(host, made, { client_id: client }, proof)
    expectCode(await attack(host, member, theft), 400, 'invalid_grant')
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
    for (const headers of [[], [dpop(await thief.prove('POST', urlOf(TOKEN), { nonce }))]]) {
      const theft = () => postFields(host, TOKEN, refresh, ...headers)
      expectCode(await attack(host, member, theft), 400, 'invalid_grant')
    }
  })

  it('400: for a refresh token that is bound to no key', async () => {
    const { refresh_token } = await signInAtClient(host, member, PAGES)
    const fields = { grant_type: 'refresh_token', refresh_token, client_id: PAGES }
    const proof = dpop(await key.prove('POST', urlOf(TOKEN), { nonce }))
    const theft = () => postFields(host, TOKEN, fields, proof)
    expectCode(await attack(host, member, theft), 400, 'invalid_grant')
  })
})

describe('a proof beside a token', () => {
  it.each(PROOF_ATTACKS)('401: %s', async (_, make, code = 'invalid_dpop_proof') => {
    const { access_token: accessToken } = tokens
    const proof = await make({ key, method: 'GET', url: urlOf('/api/id'), nonce, accessToken })
    expectRefusal(await callWith('/api/id', dpopBearer(accessToken), dpop(proof)), code)
  })

  it.each<[string, Record<string, unknown>]>([
    ['for another token', { ath: 'A'.repeat(43) }],
    ['for no token', { ath: undefined }],
    ['for a list of tokens', { ath: [] }],
    ['an hour old', { iat: Math.floor(Date.now() / 1000) - 3600 }],
    ['of an hour from now', { iat: Math.floor(Date.now() / 1000) + 3600 }],
  ])('401: %s', async (_, payload) => {
    const { access_token: accessToken } = tokens
    const proof = await key.prove('GET', urlOf('/api/id'), { accessToken, payload })
    const answer = await callWith('/api/id', dpopBearer(accessToken), dpop(proof))
    expectRefusal(answer, 'invalid_dpop_proof')
  })

  it('401: of another key', async () => {
    const { access_token: accessToken } = tokens
    const thief = await createDpopKey()
    const proof = await thief.prove('GET', urlOf('/api/id'), { accessToken, nonce })
    const answer = await callWith('/api/id', dpopBearer(accessToken), dpop(proof))
    expectRefusal(answer, 'token_invalid')
  })

  it('401: none', async () => {
    const answer = await callWith('/api/id', dpopBearer(tokens.access_token))
    expectRefusal(answer, 'invalid_dpop_proof')
  })

  it('401: under the scheme Bearer', async () => {
    const { access_token: accessToken } = tokens
    const proof = await key.prove('GET', urlOf('/api/id'), { accessToken, nonce })
    for (const headers of [[bearer(accessToken)], [bearer(accessToken), dpop(proof)]]) {
      expectRefusal(await callWith('/api/id', ...headers), 'token_invalid')
    }
  })

  it('401: for a token in a cookie, or in the address', async () => {
    const { access_token: accessToken } = tokens
    const proof = dpop(await key.prove('GET', urlOf('/api/id'), { accessToken, nonce }))
    expectProblem(await callWith('/api/id', cookie(accessToken), proof), 401)
    const path = `/api/id?access_token=${accessToken}`
    expectProblem(await callWith(path, proof), 401)
  })

  it('401: that was used', async () => {
    const { access_token: accessToken } = tokens
    const proof = dpop(await key.prove('GET', urlOf('/api/id'), { accessToken, nonce }))
    const first = await send(host, { path: '/api/id', headers: [dpopBearer(accessToken), proof] })
    expect(first.status).toBe(200)
    const answer = await callWith('/api/id', dpopBearer(accessToken), proof)
    expectRefusal(answer, 'invalid_dpop_proof')
  })
})
