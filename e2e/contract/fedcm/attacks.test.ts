import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../fixtures/access-tokens.ts'
import {
  type Answer,
  bearer,
  cookie,
  type Header,
  origin,
  sendJson,
} from '../../fixtures/client.ts'
import { readCorsHeaders, SILENT } from '../../fixtures/cors-expected.ts'
import {
  type AssertionDiffers,
  FEDCM,
  makeAssertion,
  readFedcmError,
  sendAssertion,
} from '../../fixtures/fedcm.ts'
import { PAGES } from '../../fixtures/host.ts'
import { attack } from '../../fixtures/oauth-attacks.ts'
import { addClient, exchangeCode } from '../../fixtures/oauth-clients.ts'
import {
  allowOrigin,
  changeOrigin,
  makeAdminHeaders,
  makeUnlistedOrigin,
  SOON,
} from '../../fixtures/origins.ts'
import { createMember, endSessions, type Person, signIn } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const APP = 'https://app.example.org:8443'
const EVIL = 'https://evil.example'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const host = await requestHost()

let member: Person
let other: Person
beforeAll(async () => {
  member = await createMember(host)
  other = await createMember(host)
})

/** Sends what a browser sends, but for what differs, and holds that nothing came of it. */
const attackBy = (
  headers: readonly Header[],
  differs: AssertionDiffers = {},
  person = member,
): Promise<Answer> => {
  const { form } = makeAssertion(person, differs)
  return attack(host, person, () => sendAssertion(host, person, form, headers))
}
const own = () => [...FEDCM, origin(PAGES), cookie(member.token)]

describe('the page', () => {
  it.each([
    ['of a stranger that says to be another', EVIL, PAGES],
    ['of a stranger that says so', EVIL, EVIL],
    ['without an origin', 'null', PAGES],
    ['without an origin that says so', 'null', 'null'],
    ['of a name below an allowed one', 'https://x.pages.example.org', PAGES],
    ['of another port', `${PAGES}:444`, PAGES],
    ['of plain http', PAGES.replace('https', 'http'), PAGES],
  ])('403: %s', async (_what, page, client_id) => {
    const headers = [...FEDCM, origin(page), cookie(member.token)]
    const answer = await attackBy(headers, { fields: { client_id } })
    expectCode(answer, 403, 'origin_not_allowed')
    expect(readCorsHeaders(answer, host)['access-control-allow-origin']).toBeUndefined()
  })

  it('403: that no browser names', async () => {
    expectCode(await attackBy([...FEDCM, cookie(member.token)]), 403, 'origin_not_allowed')
  })

  it.each([
    ['another allowed one', APP],
    ['a stranger', EVIL],
    ['one with a slash', `${PAGES}/`],
    ['one in another case', PAGES.toUpperCase()],
    ['two', [PAGES, APP]],
    ['itself twice', [PAGES, PAGES]],
    ['nobody', undefined],
  ])('400: says to be %s', async (_what, client_id) => {
    const answer = await attackBy(own(), { fields: { client_id } })
    expect([answer.status, readFedcmError(answer)]).toEqual([400, 'unauthorized_client'])
  })

  it('400: says to be a registered application', async () => {
    const answer = await attackBy(own(), { fields: { client_id: await addClient(host) } })
    expect([answer.status, readFedcmError(answer)]).toEqual([400, 'unauthorized_client'])
  })

  it('403: is said by the browser to be a registered application, as none does', async () => {
    const client_id = await addClient(host)
    const headers = [...FEDCM, origin(client_id), cookie(member.token)]
    expectCode(await attackBy(headers, { fields: { client_id } }), 403, 'origin_not_allowed')
  })

  it('403: whose origin was disabled', async () => {
    const site = makeUnlistedOrigin()
    const path = await allowOrigin(host, { origin: site })
    const headers = [...FEDCM, origin(site), cookie(member.token)]
    const { form } = makeAssertion(member, { fields: { client_id: site } })
    expect((await sendAssertion(host, member, form, headers)).status).toBe(200)
    await changeOrigin(host, path, { enabled: false })
    const ask = () => attackBy(headers, { fields: { client_id: site } })
    await expect.poll(async () => (await ask()).status, SOON).toBe(403)
  })
})

describe('who sends it', () => {
  it.each([
    ['a script', [['Sec-Fetch-Dest', 'empty']]],
    ['a window', [['Sec-Fetch-Dest', 'document']]],
    ['a form in a frame', [['Sec-Fetch-Dest', 'iframe']]],
    ['another spelling', [['Sec-Fetch-Dest', 'WebIdentity']]],
    ['a program', []],
  ] as [string, Header[]][])('403: %s', async (_what, headers) => {
    const answer = await attackBy([...headers, origin(PAGES), cookie(member.token)])
    expectCode(answer, 403, 'not_webidentity')
  })

  it('403: a script or a program asks for accounts, or about a page', async () => {
    for (const path of ['/api/fedcm/accounts', `/api/fedcm/client-metadata?client_id=${PAGES}`]) {
      for (const headers of [[], [['Sec-Fetch-Dest', 'empty'] as const, origin(PAGES)]]) {
        const call = { method: 'GET', path, headers: [...headers, cookie(member.token)] }
        expectCode(await sendJson(host, call, {}), 403, 'not_webidentity')
      }
    }
  })
})

describe('the person', () => {
  const expectSignedOut = (answer: Answer) =>
    expect([answer.status, readFedcmError(answer)]).toEqual([401, 'login_required'])

  it('401: nobody', async () => {
    expectSignedOut(await attackBy([...FEDCM, origin(PAGES)]))
  })

  it('401: by a token, which no browser sends', async () => {
    expectSignedOut(await attackBy([...FEDCM, origin(PAGES), bearer(member.token)]))
  })

  it('401: whose session is over', async () => {
    const person = await createMember(host)
    await endSessions(host, person.uid)
    const headers = [...FEDCM, origin(PAGES), cookie(person.token)]
    expectSignedOut(await attackBy(headers, {}, person))
  })

  it('401: who was disabled', async () => {
    const person = await createMember(host)
    const call = {
      method: 'PATCH',
      path: `/api/users/${person.uid}`,
      headers: makeAdminHeaders(host),
    }
    expect((await sendJson(host, call, { disabled: true })).status).toBe(200)
    const headers = [...FEDCM, origin(PAGES), cookie(person.token)]
    expectSignedOut(await attackBy(headers, {}, person))
  })

  it.each([
    ['somebody else', () => String(other.id)],
    ['somebody by their user ID', () => member.uid],
    ['an id that only looks the same', () => `0${member.id}`],
    ['two', () => [String(member.id), String(other.id)]],
    ['nobody', () => undefined],
  ])('400: has chosen %s', async (_what, find) => {
    const answer = await attackBy(own(), { fields: { account_id: find() } })
    expect([answer.status, readFedcmError(answer)]).toEqual([400, 'access_denied'])
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
    const answer = await attackBy(own(), differs)
    expect([answer.status, readFedcmError(answer)]).toEqual([400, 'invalid_request'])
  })

  it('400: tokens for a server of nobody', async () => {
    const answer = await attackBy(own(), { params: { resource: EVIL } })
    expect([answer.status, readFedcmError(answer)]).toEqual([400, 'invalid_target'])
  })

  it.each(['client_id', 'redirect_uri', 'response_type', 'response_mode', 'request_uri'])(
    'is the page’s own whatever params says of %s',
    async name => {
      const { form, verifier } = makeAssertion(member, { params: { [name]: EVIL } })
      const answer = await sendAssertion(host, member, form)
      expect(answer.status).toBe(200)
      const { token: code } = answer.json<{ token: string }>()
      const made = { code, verifier }
      expect((await exchangeCode(host, made, { client_id: PAGES })).status).toBe(200)
    },
  )

  it('415: a body that is no form', async () => {
    const call = { method: 'POST', path: '/api/fedcm/assertion', headers: own() }
    expectCode(await sendJson(host, call, {}), 415, 'unsupported_media_type')
  })
})

describe('a code', () => {
  const ask = async (person: Person) => {
    const { form, verifier } = makeAssertion(person)
    const answer = await sendAssertion(host, person, form, [
      ...FEDCM,
      origin(PAGES),
      cookie(person.token),
    ])
    return { code: answer.json<{ token: string }>().token, verifier }
  }

  it('400: of another page', async () => {
    const made = await ask(member)
    expectCode(await exchangeCode(host, made, { client_id: APP }), 400, 'invalid_grant')
  })

  it('400: with another verifier', async () => {
    const made = await ask(member)
    const stolen = { ...made, verifier: 'v'.repeat(43) }
    expectCode(await exchangeCode(host, stolen, { client_id: PAGES }), 400, 'invalid_grant')
  })

  it('400: used twice, and what came of the first use is over', async () => {
    const person = await createMember(host)
    const made = await ask(person)
    const first = await exchangeCode(host, made, { client_id: PAGES })
    const { access_token } = first.json<{ access_token: string }>()
    expectCode(await exchangeCode(host, made, { client_id: PAGES }), 400, 'invalid_grant')
    const call = { method: 'GET', path: '/api/id', headers: [bearer(access_token)] }
    expect((await sendJson(host, call, {})).status).toBe(401)
  })

  it('400: of somebody who has signed out', async () => {
    const person = await createMember(host)
    const made = await ask({ ...person, token: await signIn(host, person) })
    await endSessions(host, person.uid)
    expectCode(await exchangeCode(host, made, { client_id: PAGES }), 400, 'invalid_grant')
  })
})

it('a refused page is offered for one click, as by any other request', async () => {
  const page = makeUnlistedOrigin()
  await attackBy([...FEDCM, origin(page), cookie(member.token)], { fields: { client_id: page } })
  const call = { method: 'GET', path: '/api/origins/refusals', headers: makeAdminHeaders(host) }
  const seen = async () => JSON.stringify((await sendJson(host, call, {})).json()).includes(page)
  await expect.poll(seen, SOON).toBe(true)
  expect(readCorsHeaders(await sendJson(host, call, {}), host)).toEqual(SILENT)
})
