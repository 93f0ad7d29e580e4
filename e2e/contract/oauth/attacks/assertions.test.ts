import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../../fixtures/access-tokens.ts'
import {
  ASSERTION_ATTACKS,
  ASSERTION_TYPE,
  addKeyClient,
  type KeyClient,
  makeAssertion,
} from '../../../fixtures/assertion-attacks.ts'
import { makeAuthorizationRequest } from '../../../fixtures/authorize.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import { addCode, exchangeCode, postFields } from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const host = await requestHost()

let member: Person
let keyed: KeyClient
beforeAll(async () => {
  member = await createMember(host)
  keyed = await addKeyClient(host)
})

describe('an assertion', () => {
  const assert = async (client_assertion: string, differs: Record<string, string> = {}) => {
    const fields = { client_assertion, client_assertion_type: ASSERTION_TYPE, ...differs }
    const made = await addCode(host, member, keyed.id)
    return attack(host, member, () => exchangeCode(host, made, fields))
  }

  it('200: as the client makes it', async () => {
    const made = await addCode(host, member, keyed.id)
    const client_assertion = await makeAssertion(keyed)
    const fields = { client_assertion, client_assertion_type: ASSERTION_TYPE }
    expect((await exchangeCode(host, made, fields)).status).toBe(200)
  })

  it.each(ASSERTION_ATTACKS)('401: %s', async (_, make) => {
    expectCode(await assert(await make(keyed)), 401, 'invalid_client')
  })

  it.each(['/api/token', '/api/par'])('201: at /api/par, for %s (RFC 9126 §2)', async path => {
    const aud = `${keyed.issuer}${path}`
    const client_assertion = await makeAssertion(keyed, { claims: { aud } })
    const { fields } = makeAuthorizationRequest(keyed.id)
    const own = { client_assertion, client_assertion_type: ASSERTION_TYPE }
    expect((await postFields(host, '/api/par', { ...fields, ...own })).status).toBe(201)
  })

  it('401: that was used', async () => {
    const client_assertion = await makeAssertion(keyed)
    const fields = { client_assertion, client_assertion_type: ASSERTION_TYPE, token: 'x' }
    expect((await postFields(host, '/api/token/introspect', fields)).status).toBe(200)
    expectCode(await assert(client_assertion), 401, 'invalid_client')
  })

  it('401: of another client, under its name', async () => {
    const other = await addKeyClient(host)
    const stolen = await makeAssertion(other)
    expectCode(await assert(stolen, { client_id: keyed.id }), 401, 'invalid_client')
    const forged = await makeAssertion(keyed, { key: other.privateKey })
    expectCode(await assert(forged), 401, 'invalid_client')
  })

  it('401: of another type', async () => {
    const saml = 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer'
    for (const client_assertion_type of [saml, 'jwt-bearer']) {
      const answer = await assert(await makeAssertion(keyed), { client_assertion_type })
      expectCode(answer, 401, 'invalid_client')
    }
  })

  it('401: that is the proof of a key, a session, or an ID token', async () => {
    for (const token of [
      member.token,
      await makeAssertion(keyed, { header: { typ: 'dpop+jwt' } }),
    ]) {
      const answer = await assert(token)
      expectCode(answer, 401, 'invalid_client')
    }
  })
})
