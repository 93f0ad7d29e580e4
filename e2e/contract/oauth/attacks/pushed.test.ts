import { beforeAll, describe, expect, it } from 'vitest'
import { expectCode, postForm } from '../../../fixtures/access-tokens.ts'
import { AUTHORIZATION_ATTACKS, makeQuery } from '../../../fixtures/authorization-attacks.ts'
import {
  makeAuthorizationRequest,
  openAuthorize,
  readRedirect,
} from '../../../fixtures/authorize.ts'
import { cookie, type Header, origin, send } from '../../../fixtures/client.ts'
import { executeSql, formatMoment } from '../../../fixtures/database.ts'
import { createDpopKey, dpop } from '../../../fixtures/dpop.ts'
import { buildOwnOrigin, PAGES } from '../../../fixtures/host.ts'
import { attack, expectErrorAtClient, expectOwnPage } from '../../../fixtures/oauth-attacks.ts'
import {
  addClient,
  addConfidentialClient,
  type ConfidentialClient,
  postFields,
} from '../../../fixtures/oauth-clients.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const PAR = '/api/par'

const host = await requestHost()

let member: Person
let client: string
let confidential: ConfidentialClient
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
  confidential = await addConfidentialClient(host)
})

const push = async (differs: Record<string, string> = {}) => {
  const { fields } = makeAuthorizationRequest(client, differs)
  const answer = await postFields(host, PAR, fields)
  return answer.json<{ request_uri: string }>().request_uri
}
const openPushed = (query: Record<string, string>) =>
  attack(host, member, () => openAuthorize(host, query, member))

/** At /authorize those are for the person to see, or the client hears of them there. */
const OTHERWISE = new Set([
  'a request at another server',
  'a request at this server',
  'a token of nobody as a hint',
])

describe('a request that is pushed', () => {
  it.each(AUTHORIZATION_ATTACKS.filter(([what]) => !OTHERWISE.has(what)))(
    '400: %s',
    async (_, differs, error) => {
      const body = String(makeQuery(client, differs))
      expectCode(await attack(host, member, () => postForm(host, PAR, body)), 400, error)
    },
  )

  it.each<[string, Record<string, string>]>([
    ['another return address', { redirect_uri: 'https://evil.example/' }],
    ['no return address', { redirect_uri: '' }],
    ['the name of a request', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }],
    ['a request at another server', { request_uri: 'https://evil.example/request.jwt' }],
  ])('400: with %s', async (_, differs) => {
    const { fields } = makeAuthorizationRequest(client, differs)
    const answer = await attack(host, member, () => postFields(host, PAR, fields))
    expectCode(answer, 400, 'invalid_request')
  })

  it('400: for another client than the one that pushes', async () => {
    const { fields } = makeAuthorizationRequest(client)
    const answer = await postFields(host, PAR, fields, confidential.basic)
    expectCode(answer, 400, 'invalid_request')
  })

  it('401: in the name of a client with a secret', async () => {
    const { fields } = makeAuthorizationRequest(confidential.id)
    expectCode(await postFields(host, PAR, fields), 401, 'invalid_client')
  })

  it('401: for a page, by a page of another origin', async () => {
    const { fields } = makeAuthorizationRequest(PAGES, { redirect_uri: `${PAGES}/app/` })
    const by = origin('http://127.0.0.1:4100')
    expectCode(await postFields(host, PAR, fields, by), 401, 'invalid_client')
  })

  it('400: with the proof of another key than it names', async () => {
    const [key, other] = [await createDpopKey(), await createDpopKey()]
    const { fields } = makeAuthorizationRequest(client, { dpop_jkt: other.jkt })
    const proof = dpop(await key.prove('POST', `${buildOwnOrigin(host)}${PAR}`))
    expectCode(await postFields(host, PAR, fields, proof), 400, 'invalid_dpop_proof')
  })

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('405: by %s', async method => {
    const { fields } = makeAuthorizationRequest(client)
    const answer = await send(host, { method, path: `${PAR}?${new URLSearchParams(fields)}` })
    expect(answer.status).toBe(405)
  })

  it.each<[string, Header[]]>([
    ['JSON', [['Content-Type', 'application/json']]],
    ['text', [['Content-Type', 'text/plain']]],
    ['a form in parts', [['Content-Type', 'multipart/form-data; boundary=x']]],
    ['no type', []],
  ])('415: as %s', async (_, headers) => {
    const body = String(makeQuery(client, {}))
    expect((await send(host, { method: 'POST', path: PAR, headers, body })).status).toBe(415)
  })
})

describe('the name of a pushed request', () => {
  it('is good for one code, and its parameters cannot be changed', async () => {
    const request_uri = await push({ state: 'pushed' })
    const evil = { redirect_uri: 'https://evil.example/', scope: 'email', state: 'evil' }
    const query = { client_id: client, request_uri, ...evil }
    const { said } = readRedirect(await openAuthorize(host, query, member))
    expect(said).toMatchObject({ state: 'pushed', code: expect.any(String) })
    expectOwnPage(await openPushed({ client_id: client, request_uri }))
  })

  it('of ten uses at once gives one code', async () => {
    const query = { client_id: client, request_uri: await push() }
    const uses = Array.from({ length: 10 }, () => openAuthorize(host, query, member))
    const statuses = (await Promise.all(uses)).map(({ status }) => status)
    expect(statuses.filter(status => status === 303)).toHaveLength(1)
    expect(statuses.filter(status => status === 400)).toHaveLength(9)
  })

  it.each<[string, (name: string) => Record<string, string>]>([
    ['by another client', request_uri => ({ client_id: confidential.id, request_uri })],
    ['by an origin', request_uri => ({ client_id: PAGES, request_uri })],
    ['by nobody', request_uri => ({ request_uri })],
    ['without its end', name => ({ client_id: client, request_uri: name.slice(0, -1) })],
    ['in capitals', name => ({ client_id: client, request_uri: name.toUpperCase() })],
    ['without what comes before', name => ({ client_id: client, request_uri: name.slice(-43) })],
    [
      'made up',
      () => ({
        client_id: client,
        request_uri: `urn:ietf:params:oauth:request_uri:${'x'.repeat(43)}`,
      }),
    ],
    [
      'a pattern',
      () => ({ client_id: client, request_uri: 'urn:ietf:params:oauth:request_uri:%' }),
    ],
  ])('400: %s', async (_, say) => {
    expectOwnPage(await openPushed(say(await push())))
  })

  it('400: twice in one address', async () => {
    const name = encodeURIComponent(await push())
    const path = `/authorize?client_id=${client}&request_uri=${name}&request_uri=${name}`
    const headers = [cookie(member.token)]
    expectOwnPage(await attack(host, member, () => send(host, { path, headers })))
  })

  it('400: after its time', async () => {
    const request_uri = await push()
    await executeSql(host, `UPDATE "PushedRequest" SET "expiresAt" = ${formatMoment(-1)}`)
    expectOwnPage(await openPushed({ client_id: client, request_uri }))
  })

  it('303: that is none of ours, the client is told', async () => {
    const { fields } = makeAuthorizationRequest(client, { request_uri: 'https://evil.example/' })
    expectErrorAtClient(await openPushed(fields), host, 'request_uri_not_supported')
  })
})
