import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, forgeByForeignKey, requestTokens } from '../../../fixtures/access-tokens.ts'
import { origin, send } from '../../../fixtures/client.ts'
import { attack } from '../../../fixtures/oauth-attacks.ts'
import {
  addCode,
  addConfidentialClient,
  type ClientTokens,
  type ConfidentialClient,
  postFields,
  signInAtClient,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'
import { unsignToken } from '../../../fixtures/tokens.ts'

const INTROSPECT = '/api/token/introspect'
const REVOKE = '/api/token/revoke'

const host = await requestHost()

let member: Person
let client: ConfidentialClient
let rival: ConfidentialClient
let own: ClientTokens
beforeAll(async () => {
  member = await createMember(host)
  client = await addConfidentialClient(host)
  rival = await addConfidentialClient(host)
  own = await signInAtClient(host, member, client)
})

describe('introspection tells nothing', () => {
  it.each<[string, () => string | Promise<string>]>([
    ['of what is no token', () => 'x'],
    [
      'of a token of another client',
      async () => (await signInAtClient(host, member, rival)).access_token,
    ],
    [
      'of a refresh token of another client',
      async () => (await signInAtClient(host, member, rival)).refresh_token,
    ],
    ['of a token of no client', async () => (await requestTokens(host, member)).access_token],
    ['of a session', () => member.token],
    ['of an ID token', () => own.id_token],
    ['of a code', async () => (await addCode(host, member, client.id)).code],
    ['of a token by another key', () => forgeByForeignKey(own.access_token)],
    ['of a token by none', () => unsignToken(own.access_token, { alg: 'none' })],
    ['of a pattern', () => '%'],
    ['of something huge', () => 'x'.repeat(20_000)],
  ])('%s', async (_, say) => {
    const token = await say()
    const act = () => postFields(host, INTROSPECT, { token }, client.basic)
    const answer = await attack(host, member, act)
    expect([answer.status, answer.json()]).toEqual([200, { active: false }])
  })

  it.each(['GET', 'PUT', 'DELETE'])('405: by %s', async method => {
    const path = `${INTROSPECT}?token=${own.access_token}`
    const answer = await send(host, { method, path, headers: [client.basic] })
    expect(answer.status).toBe(405)
  })
})

describe('revocation does nothing', () => {
  it('400: to a token of another client', async () => {
    for (const token of [own.access_token, own.refresh_token]) {
      const act = () => postFields(host, REVOKE, { token }, rival.basic)
      expectCode(await attack(host, member, act), 400, 'invalid_grant')
    }
  })

  it.each<[string, () => string]>([
    ['what is no token', () => 'x'],
    ['an ID token', () => own.id_token],
    ['a token by none', () => unsignToken(own.access_token, { alg: 'none', typ: 'at+jwt' })],
    ['a pattern', () => '%'],
  ])('200: to %s', async (_, say) => {
    const act = () => postFields(host, REVOKE, { token: say() }, client.basic)
    expect((await attack(host, member, act)).status).toBe(200)
  })

  it('403: for a page that is not allowed', async () => {
    const evil = origin('https://evil.example')
    const act = () => postFields(host, REVOKE, { token: own.access_token }, client.basic, evil)
    expectCode(await attack(host, member, act), 403, 'origin_not_allowed')
  })
})
