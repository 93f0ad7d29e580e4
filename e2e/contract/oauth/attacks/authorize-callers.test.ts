import { beforeAll, describe, expect, it } from 'vitest'
import { makeQuery } from '../../../fixtures/authorization-attacks.ts'
import {
  makeAuthorizationRequest,
  openAuthorize,
  readRedirect,
} from '../../../fixtures/authorize.ts'
import { bearer, cookie, type Header, origin, send } from '../../../fixtures/client.ts'
import { buildOwnOrigin, LOCAL_PAGES, PAGES } from '../../../fixtures/host.ts'
import { attack, expectErrorAtClient, expectOwnPage } from '../../../fixtures/oauth-attacks.ts'
import { addClient, postFields } from '../../../fixtures/oauth-clients.ts'
import { CALLBACK } from '../../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../../fixtures/people.ts'
import { requestHost } from '../../../fixtures/request-host.ts'

const EVIL = 'https://evil.example'

const host = await requestHost()

let member: Person
let wiki: string
let asking: string
beforeAll(async () => {
  member = await createMember(host)
  wiki = await addClient(host)
  asking = await addClient(host, { consent: true })
})

describe('what /authorize goes by', () => {
  const silent = () => makeQuery(wiki, { prompt: 'none' })

  it.each<[string, () => Header[]]>([
    ['nobody', () => []],
    ['a token by Bearer', () => [bearer(member.token)]],
    ['a cookie of another name', () => [['Cookie', `session=${member.token}`]]],
    ['a cookie with a forged token', () => [cookie(`${member.token.slice(0, -4)}AAAA`)]],
    ['an Authorization by Basic', () => [['Authorization', 'Basic YWRtaW46YWRtaW4=']]],
  ])('303: is a session by its cookie, not %s', async (_, makeHeaders) => {
    const answer = await attack(host, member, () =>
      openAuthorize(host, silent(), null, ...makeHeaders()),
    )
    expectErrorAtClient(answer, host, 'login_required')
  })

  it('303: is no session in the address', async () => {
    const query = makeQuery(wiki, { prompt: 'none', jwt: member.token, access_token: member.token })
    const answer = await attack(host, member, () => openAuthorize(host, query))
    expectErrorAtClient(answer, host, 'login_required')
  })

  it('303: is no access token in a cookie', async () => {
    const query = makeQuery(wiki, {})
    const { said } = readRedirect(await openAuthorize(host, query, member))
    expect(said).toHaveProperty('code')
    const answer = await openAuthorize(host, silent(), null, cookie(said.code ?? ''))
    expectErrorAtClient(answer, host, 'login_required')
  })

  it('303: wants consent that nobody gave', async () => {
    const query = makeQuery(asking, { prompt: 'none' })
    const answer = await attack(host, member, () => openAuthorize(host, query, member))
    expectErrorAtClient(answer, host, 'consent_required')
  })

  it('303: wants a proof that is as fresh as the client says', async () => {
    const query = makeQuery(wiki, { prompt: 'none', max_age: '0' })
    const answer = await attack(host, member, () => openAuthorize(host, query, member))
    expectErrorAtClient(answer, host, 'login_required')
  })

  it.each(['iframe', 'frame', 'embed', 'object', 'empty', 'image', 'script'])(
    '400: is no %s of another page',
    async destination => {
      const query = makeQuery(wiki, {})
      const headers: Header = ['Sec-Fetch-Dest', destination]
      const answer = await attack(host, member, () => openAuthorize(host, query, member, headers))
      expectOwnPage(answer)
    },
  )

  it.each([EVIL, PAGES, LOCAL_PAGES, 'null'])('tells no page of %s', async page => {
    const query = makeQuery(wiki, {})
    const answer = await openAuthorize(host, query, member, origin(page))
    const granted = answer.headers.filter(([name]) => name.startsWith('access-control-'))
    expect(granted).toEqual([])
  })

  it('303: the addresses in its answers are ours, whatever a request says of the host', async () => {
    const headers: Header[] = [
      ['X-Forwarded-Host', 'evil.example'],
      ['Forwarded', 'host=evil.example'],
    ]
    const answer = await openAuthorize(host, makeQuery(wiki, {}), member, ...headers)
    expect(readRedirect(answer).said.iss).toBe(buildOwnOrigin(host))
    const path = '/.well-known/openid-configuration'
    expect((await send(host, { path, headers })).text).not.toContain('evil.example')
    const led = await openAuthorize(host, makeQuery(wiki, {}), null, ['Host', 'evil.example'])
    expect(led.one('location') ?? '').not.toContain('evil.example')
  })
})

describe('a request by another method', () => {
  it.each(['PUT', 'PATCH', 'DELETE'])('405: %s /authorize', async method => {
    const path = `/authorize?${makeQuery(wiki, {})}`
    const headers = [cookie(member.token)]
    const answer = await attack(host, member, () => send(host, { method, path, headers }))
    expect(answer.status).toBe(405)
  })

  it.each<[string, Header[], number]>([
    ['JSON', [['Content-Type', 'application/json']], 415],
    ['text', [['Content-Type', 'text/plain']], 415],
    ['a form in parts', [['Content-Type', 'multipart/form-data; boundary=x']], 415],
  ])('415: POST /authorize with %s', async (_, headers, status) => {
    const call = { method: 'POST', path: '/authorize', headers, body: '{}' }
    const answer = await attack(host, member, () => send(host, call))
    expect([answer.status, answer.all('location')]).toEqual([status, []])
  })

  it('303: POST /authorize of another site signs nobody in and grants nothing', async () => {
    const { fields } = makeAuthorizationRequest(wiki)
    const more = { uid: member.uid, password: member.password, grant_type: 'password' }
    const answer = await attack(host, member, () =>
      postFields(host, '/authorize', { ...fields, ...more }, cookie(member.token), origin(EVIL)),
    )
    expect(answer.status).toBe(303)
    expect(answer.one('location')).toMatch(/^\/authorize\?/)
    expect(answer.one('location')).not.toContain(CALLBACK)
  })
})
