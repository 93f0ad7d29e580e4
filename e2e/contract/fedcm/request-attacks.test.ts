import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../fixtures/access-tokens.ts'
import { type Answer, bearer, origin, sendJson } from '../../fixtures/client.ts'
import {
  type AssertionDiffers,
  askForCode,
  expectFedcmError,
  FEDCM,
  makeFedcmHeaders,
} from '../../fixtures/fedcm.ts'
import { PAGES } from '../../fixtures/host.ts'
import { attackByAssertion } from '../../fixtures/oauth-attacks.ts'
import { exchangeCode } from '../../fixtures/oauth-clients.ts'
import { makeAdminHeaders } from '../../fixtures/origins.ts'
import { createMember, endSessions, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const EVIL = 'https://evil.example'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const host = await requestHost()

let member: Person
let other: Person
beforeAll(async () => {
  member = await createMember(host)
  other = await createMember(host)
})

const attackBy = (differs: AssertionDiffers) => attackByAssertion(host, member, differs)

describe('the person', () => {
  const expectSignedOut = (answer: Answer) => expectFedcmError(answer, 401, 'login_required')

  it('401: nobody', async () => {
    expectSignedOut(await attackBy({ headers: [...FEDCM, origin(PAGES)] }))
  })

  it('401: by a token, which no browser sends', async () => {
    expectSignedOut(await attackBy({ headers: [...FEDCM, origin(PAGES), bearer(member.token)] }))
  })

  it('401: whose session is over', async () => {
    const person = await createMember(host)
    await endSessions(host, person.uid)
    expectSignedOut(await attackByAssertion(host, person, {}))
  })

  it('401: who was disabled', async () => {
    const person = await createMember(host)
    const call = {
      method: 'PATCH',
      path: `/api/users/${person.uid}`,
      headers: makeAdminHeaders(host),
    }
    expect((await sendJson(host, call, { disabled: true })).status).toBe(200)
    expectSignedOut(await attackByAssertion(host, person, {}))
  })

  it.each([
    ['somebody else', () => String(other.id)],
    ['somebody by their user ID', () => member.uid],
    ['an id that only looks the same', () => `0${member.id}`],
    ['two', () => [String(member.id), String(other.id)]],
    ['nobody', () => undefined],
  ])('400: has chosen %s', async (_what, find) => {
    const answer = await attackBy({ fields: { account_id: find() } })
    expectFedcmError(answer, 400, 'access_denied')
  })
})

describe('what is asked for', () => {
  it.each([
    ['no PKCE', { params: { code_challenge: undefined, code_challenge_method: undefined } }],
    ['no method', { params: { code_challenge_method: undefined } }],
    ['the plain method', { params: { code_challenge_method: 'plain' } }],
    ['a challenge that is too short', { params: { code_challenge: CHALLENGE.slice(1) } }],
    ['two nonces', { fields: { nonce: 'n-3' } }],
    ['a nonce twice', { fields: { nonce: ['n-1', 'n-2'] } }],
    ['a huge nonce', { params: { nonce: 'n'.repeat(5000) } }],
    ['a control character', { params: { scope: 'openid\nemail' } }],
    ['an object in an object', { params: { scope: { a: 1 } } }],
    ['a list', { fields: { params: `["${CHALLENGE}"]` } }],
    ['no JSON', { fields: { params: 'code_challenge=x' } }],
    ['no parameters', { fields: { params: undefined } }],
    ['two sets of them', { fields: { params: ['{}', '{}'] } }],
    ['an unknown prompt', { params: { prompt: 'create' } }],
    [
      'more than an address holds',
      { params: { scope: 'x '.repeat(1500), ui_locales: 'x '.repeat(1500) } },
    ],
  ] as [string, AssertionDiffers][])('400: %s', async (_what, differs) => {
    const answer = await attackBy(differs)
    expectFedcmError(answer, 400, 'invalid_request')
  })

  it('400: tokens for a server of nobody', async () => {
    const answer = await attackBy({ params: { resource: EVIL } })
    expectFedcmError(answer, 400, 'invalid_target')
  })

  it.each(['client_id', 'redirect_uri', 'response_type', 'response_mode', 'request_uri'])(
    'is the page’s own whatever params says of %s',
    async name => {
      const made = await askForCode(host, member, { params: { [name]: EVIL } })
      expect((await exchangeCode(host, made, { client_id: PAGES })).status).toBe(200)
    },
  )

  it('415: a body that is no form', async () => {
    const call = {
      method: 'POST',
      path: '/api/fedcm/assertion',
      headers: makeFedcmHeaders(PAGES, member),
    }
    expectCode(await sendJson(host, call, {}), 415, 'unsupported_media_type')
  })
})
