import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { makeDpopNonce } from '#lib/dpop/nonce.ts'
import { createDpopKey } from '../../e2e/fixtures/dpop.ts'
import { CALLBACK } from '../../e2e/fixtures/oauth-rows.ts'
import { addClient, addSecret, makePost, toUrl } from '../../e2e/fixtures/oauth-store.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'
import { pushRequest } from './push-request.ts'
import { resolveRequest, spendPushedRequest } from './pushed-request.ts'

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

describe.each(engines)('pushRequest on %s', engine => {
  let stop: () => Promise<void>
  let clientId: string
  beforeAll(async () => {
    stop = await startStore(engine)
    clientId = await addClient()
  }, 60_000)
  afterAll(() => stop())

  const makeFields = (differs: Record<string, string> = {}) => ({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 's',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...differs,
  })
  const push = (differs: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    pushRequest(makePost('/api/par', makeFields(differs), headers))
  const codeOf = (asked: Promise<unknown>) => asked.then(String, error => error.code)
  const resolve = (request_uri: string, client_id = clientId) =>
    resolveRequest(new URLSearchParams({ client_id, request_uri }))

  it('keeps what /authorize then takes, for the same client', async () => {
    const pushed = await push()
    expect(pushed).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{43}$/),
      expires_in: 600,
    })
    const arrived = await resolve(pushed.request_uri)
    expect(arrived?.parameters.values).toEqual(makeFields())
    expect(await resolve(pushed.request_uri, await addClient())).toBeNull()
  })

  it('is good for one answer, and for as many looks as a person takes before', async () => {
    const { request_uri } = await push()
    const [one, two] = [await resolve(request_uri), await resolve(request_uri)]
    expect(two).toEqual(one)
    const spent = [1, 2].map(() => spendPushedRequest(one?.pushedId ?? ''))
    expect((await Promise.all(spent)).toSorted()).toEqual([false, true])
    expect(await resolve(request_uri)).toBeNull()
  })

  it('keeps no secret', async () => {
    const id = await addClient({ kind: 'confidential', authMethod: 'client_secret_post' })
    const client_secret = await addSecret(id)
    await push({ client_id: id, client_secret })
    const kept = JSON.stringify(await db().pushedRequest.findMany())
    expect(kept).toContain(id)
    expect(kept).not.toContain(client_secret)
  })

  it('binds the code to the key of a proof', async () => {
    const key = await createDpopKey()
    const prove = () => key.prove('POST', toUrl('/api/par'), { nonce: makeDpopNonce() })
    const { request_uri } = await push({}, { DPoP: await prove() })
    expect((await resolve(request_uri))?.parameters.values.dpop_jkt).toBe(key.jkt)
    const other = { dpop_jkt: CHALLENGE }
    expect(await codeOf(push(other, { DPoP: await prove() }))).toBe('invalid_dpop_proof')
    const elsewhere = { DPoP: await key.prove('POST', toUrl('/api/token')) }
    expect(await codeOf(push({}, elsewhere))).toBe('invalid_dpop_proof')
  })

  it.each<[string, Record<string, string>, string]>([
    ['another return address', { redirect_uri: `${CALLBACK}/` }, 'invalid_request'],
    ['no return address', { redirect_uri: '' }, 'invalid_request'],
    ['no challenge', { code_challenge: '' }, 'invalid_request'],
    ['the method plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['another type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a server of nobody', { resource: 'https://evil.example' }, 'invalid_target'],
    ['a signed request', { request: 'a.b.c' }, 'request_not_supported'],
    ['the name of a request', { request_uri: 'urn:x' }, 'invalid_request'],
    ['an unknown client', { client_id: 'lk_none' }, 'invalid_client'],
    ['no client', { client_id: '' }, 'invalid_client'],
  ])('refuses %s', async (_, differs, code) => {
    expect(await codeOf(push(differs))).toBe(code)
  })

  it('refuses a parameter twice, and two resources', async () => {
    for (const [name, code] of [
      ['redirect_uri', 'invalid_request'],
      ['client_id', 'invalid_request'],
      ['state', 'invalid_request'],
      ['resource', 'invalid_target'],
    ] as const) {
      const body = new URLSearchParams(makeFields({ resource: toUrl('') }))
      body.append(name, 'x')
      const request = new Request(toUrl('/api/par'), { method: 'POST', body })
      expect([name, await codeOf(pushRequest(request))]).toEqual([name, code])
    }
  })

  it('records a return address that is not known', async () => {
    const address = 'https://client.example/new'
    await codeOf(push({ redirect_uri: address }))
    expect(await db().returnRefusal.findUnique({ where: { address } })).toMatchObject({ clientId })
  })

  it('limits clients that prove nothing, by address, and no other', async () => {
    const asked = Array.from({ length: 310 }, () => push({ response_type: 'token' }))
    const codes = await Promise.all(asked.map(codeOf))
    expect(codes.filter(code => code === 'limited').length).toBeGreaterThan(9)
    const id = await addClient({ kind: 'confidential', authMethod: 'client_secret_post' })
    const own = { client_id: id, client_secret: await addSecret(id) }
    expect(await push(own)).toMatchObject({ expires_in: 600 })
  })
})
