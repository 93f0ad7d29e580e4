import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, type Tokens } from '../../fixtures/access-tokens.ts'
import { type Answer, cookie, postJson, send } from '../../fixtures/client.ts'
import {
  createDpopKey,
  type DpopKey,
  dpop,
  dpopBearer,
  type ProofDiffers,
} from '../../fixtures/dpop.ts'
import { expectJson, expectProblem } from '../../fixtures/expectations.ts'
import { AUDIENCE, buildOwnOrigin, PAGES } from '../../fixtures/host.ts'
import { addCode, exchangeCode } from '../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'
import { decodeToken } from '../../fixtures/tokens.ts'

const TOKEN = '/api/token'

const host = await requestHost()

let member: Person
let key: DpopKey
let nonce: string
beforeAll(async () => {
  member = await createMember(host)
  key = await createDpopKey()
  nonce = (await post(password(), await prove('POST', TOKEN))).one('dpop-nonce') ?? ''
})

const password = () => {
  const { uid, password } = member
  return { grant_type: 'password', uid, password }
}
const prove = (method: string, path: string, differs: ProofDiffers = {}, by = key) =>
  by.prove(method, `${buildOwnOrigin(host)}${path}`, differs)
const post = (body: object, proof: string) => postJson(host, TOKEN, body, [dpop(proof)])
const read = (answer: Answer): Tokens => {
  expectJson(answer, 200)
  expect(answer.json().token_type).toBe('DPoP')
  return answer.json<Tokens>()
}
const begin = async () => read(await post(password(), await prove('POST', TOKEN, { nonce })))
const call = (token: string, proof: string | null, path = '/api/id', method = 'GET') =>
  send(host, {
    method,
    path,
    headers: [dpopBearer(token), ...(proof === null ? [] : [dpop(proof)])],
  })
const refuse = (answer: Answer, code: string, error = code) => {
  expectProblem(answer, 401)
  expect(answer.json().code).toBe(code)
  expect(answer.one('www-authenticate')).toMatch(
    new RegExp(`^DPoP error="${error}", error_description="[^"]+", algs="ES256 [\\w ]+"$`),
  )
}

describe('POST /api/token with a proof', () => {
  it('400: without a nonce, which the answer gives; 200 with it', async () => {
    const answer = await post(password(), await prove('POST', TOKEN))
    expectCode(answer, 400, 'use_dpop_nonce')
    const given = answer.one('dpop-nonce') ?? ''
    const proof = await prove('POST', TOKEN, { nonce: given })
    const tokens = read(await post(password(), proof))
    expect(decodeToken(tokens.access_token).payload.cnf).toEqual({ jkt: key.jkt })
  })

  it.each<[string, ProofDiffers, string]>([
    ['another method', { payload: { htm: 'GET' } }, 'invalid_dpop_proof'],
    ['another address', { payload: { htu: 'https://evil.example' } }, 'invalid_dpop_proof'],
    ['another type', { header: { typ: 'JWT' } }, 'invalid_dpop_proof'],
    ['no jti', { payload: { jti: undefined } }, 'invalid_dpop_proof'],
    ['a nonce that is made up', { nonce: 'made-up' }, 'use_dpop_nonce'],
  ])('400: %s', async (_, differs, code) => {
    const proof = await prove('POST', TOKEN, { nonce, ...differs })
    expectCode(await post(password(), proof), 400, code)
  })

  it('400: the same proof again', async () => {
    const proof = await prove('POST', TOKEN, { nonce })
    read(await post(password(), proof))
    expectCode(await post(password(), proof), 400, 'invalid_dpop_proof')
  })

  it('200: by the cookie it is bound too', async () => {
    const headers = [cookie(member.token), dpop(await prove('POST', TOKEN, { nonce }))]
    const answer = await postJson(host, TOKEN, { resource: AUDIENCE }, headers)
    expect(decodeToken(read(answer).access_token).payload.cnf).toEqual({ jkt: key.jkt })
  })

  it('a code is bound to the key that was announced', async () => {
    const other = await createDpopKey()
    const made = await addCode(host, member, PAGES, { jkt: key.jkt })
    const client = { client_id: PAGES }
    const wrong = dpop(await prove('POST', TOKEN, { nonce }, other))
    expectCode(await exchangeCode(host, made, client, wrong), 400, 'invalid_grant')
    expectCode(await exchangeCode(host, made, client), 400, 'invalid_grant')
    const right = dpop(await prove('POST', TOKEN, { nonce }))
    read(await exchangeCode(host, made, client, right))
  })

  it('a refresh token is worth nothing without the key', async () => {
    const { refresh_token } = await begin()
    const refresh = { grant_type: 'refresh_token', refresh_token }
    const other = await createDpopKey()
    expectCode(await postJson(host, TOKEN, refresh), 400, 'invalid_grant')
    const stolen = await prove('POST', TOKEN, { nonce }, other)
    expectCode(await post(refresh, stolen), 400, 'invalid_grant')
    read(await post(refresh, await prove('POST', TOKEN, { nonce })))
  })
})

describe('a session that is bound to a key', () => {
  it('200: a call with a proof, whose answer offers a nonce', async () => {
    const { access_token: accessToken } = await begin()
    const answer = await call(accessToken, await prove('GET', '/api/id', { accessToken }))
    expect(answer.status).toBe(200)
    expect(answer.json().uid).toBe(member.uid)
    const offered = answer.one('dpop-nonce') ?? ''
    const next = { accessToken, nonce: offered }
    const again = await call(accessToken, await prove('GET', '/api/id', next))
    expect([again.status, again.all('dpop-nonce')]).toEqual([200, []])
  })

  it('401: no proof, one for another call, an old one, another key, a nonce of nobody', async () => {
    const { access_token: accessToken } = await begin()
    const ask = async (differs: ProofDiffers, by = key) =>
      call(accessToken, await prove('GET', '/api/id', { accessToken, ...differs }, by))
    refuse(await call(accessToken, null), 'invalid_dpop_proof')
    refuse(await ask({ payload: { htm: 'POST' } }), 'invalid_dpop_proof')
    refuse(await ask({ payload: { htu: `${buildOwnOrigin(host)}/api` } }), 'invalid_dpop_proof')
    refuse(await ask({ accessToken: 'another' }), 'invalid_dpop_proof')
    const iat = Math.floor(Date.now() / 1000) - 60
    refuse(await ask({ payload: { iat } }), 'invalid_dpop_proof')
    refuse(await ask({ nonce: 'made-up' }), 'use_dpop_nonce')
    refuse(await ask({}, await createDpopKey()), 'token_invalid', 'invalid_token')
  })

  it.each(['GET', 'DELETE'])('401: a proof of %s that was used', async method => {
    const { access_token: accessToken } = await begin()
    const path = method === 'GET' ? '/api/id' : '/api/id/sessions/none'
    const proof = await prove(method, path, { accessToken })
    expect((await call(accessToken, proof, path, method)).status).not.toBe(401)
    refuse(await call(accessToken, proof, path, method), 'invalid_dpop_proof')
  })

  it('401: as Bearer, with a proof or without', async () => {
    const { access_token: accessToken } = await begin()
    const proof = await prove('GET', '/api/id', { accessToken })
    for (const more of [[], [dpop(proof)]]) {
      const headers = [['Authorization', `Bearer ${accessToken}`] as const, ...more]
      const answer = await send(host, { path: '/api/id', headers })
      refuse(answer, 'token_invalid', 'invalid_token')
    }
  })

  it('401: a token that is bound to no key, by DPoP', async () => {
    const answer = await postJson(host, TOKEN, password())
    const { access_token: accessToken } = answer.json<Tokens>()
    const proof = await prove('GET', '/api/id', { accessToken })
    refuse(await call(accessToken, proof), 'token_invalid', 'invalid_token')
  })
})
