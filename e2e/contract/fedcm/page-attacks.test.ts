import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode } from '../../fixtures/access-tokens.ts'
import { cookie, type Header, origin, sendJson } from '../../fixtures/client.ts'
import { readCorsHeaders, SILENT } from '../../fixtures/cors-expected.ts'
import {
  type AssertionDiffers,
  expectFedcmError,
  FEDCM,
  makeAssertion,
  makeFedcmHeaders,
  sendAssertion,
} from '../../fixtures/fedcm.ts'
import { PAGES } from '../../fixtures/host.ts'
import { attackByAssertion } from '../../fixtures/oauth-attacks.ts'
import { addClient } from '../../fixtures/oauth-clients.ts'
import {
  allowOrigin,
  changeOrigin,
  makeAdminHeaders,
  makeUnlistedOrigin,
  SOON,
} from '../../fixtures/origins.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const APP = 'https://app.example.org:8443'
const EVIL = 'https://evil.example'

const host = await requestHost()

let member: Person
beforeAll(async () => {
  member = await createMember(host)
})

const attackBy = (differs: AssertionDiffers) => attackByAssertion(host, member, differs)

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
    const headers = makeFedcmHeaders(page, member)
    const answer = await attackBy({ headers, fields: { client_id } })
    expectCode(answer, 403, 'origin_not_allowed')
    expect(readCorsHeaders(answer, host)['access-control-allow-origin']).toBeUndefined()
  })

  it('403: that no browser names', async () => {
    expectCode(
      await attackBy({ headers: [...FEDCM, cookie(member.token)] }),
      403,
      'origin_not_allowed',
    )
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
    const answer = await attackBy({ fields: { client_id } })
    expectFedcmError(answer, 400, 'unauthorized_client')
  })

  it('400: says to be a registered application', async () => {
    const answer = await attackBy({ fields: { client_id: await addClient(host) } })
    expectFedcmError(answer, 400, 'unauthorized_client')
  })

  it('403: is said by the browser to be a registered application, as none does', async () => {
    const client_id = await addClient(host)
    const headers = makeFedcmHeaders(client_id, member)
    expectCode(await attackBy({ headers, fields: { client_id } }), 403, 'origin_not_allowed')
  })

  it('403: whose origin was disabled', async () => {
    const site = makeUnlistedOrigin()
    const path = await allowOrigin(host, { origin: site })
    const headers = makeFedcmHeaders(site, member)
    const { form } = makeAssertion(member, { fields: { client_id: site } })
    expect((await sendAssertion(host, member, form, headers)).status).toBe(200)
    await changeOrigin(host, path, { enabled: false })
    const ask = () => attackBy({ headers, fields: { client_id: site } })
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
    const answer = await attackBy({ headers: [...headers, origin(PAGES), cookie(member.token)] })
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

it('a refused page is offered for one click, as by any other request', async () => {
  const page = makeUnlistedOrigin()
  await attackBy({ headers: makeFedcmHeaders(page, member), fields: { client_id: page } })
  const call = { method: 'GET', path: '/api/origins/refusals', headers: makeAdminHeaders(host) }
  const seen = async () => JSON.stringify((await sendJson(host, call, {})).json()).includes(page)
  await expect.poll(seen, SOON).toBe(true)
  expect(readCorsHeaders(await sendJson(host, call, {}), host)).toEqual(SILENT)
})
