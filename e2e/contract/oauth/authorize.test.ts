import { beforeAll, describe, expect, it } from 'vitest'
import { makeAuthorizationRequest, openAuthorize, readRedirect } from '../../fixtures/authorize.ts'
import { origin, send } from '../../fixtures/client.ts'
import { buildOwnOrigin } from '../../fixtures/host.ts'
import { addClient, exchangeCode, postFields } from '../../fixtures/oauth-clients.ts'
import { CALLBACK } from '../../fixtures/oauth-rows.ts'
import { createMember, type Person } from '../../fixtures/people.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const host = await requestHost()

let member: Person
let client: string
beforeAll(async () => {
  member = await createMember(host)
  client = await addClient(host)
})

describe('GET /authorize', () => {
  it('303: a code for somebody who is signed in, which is good for tokens', async () => {
    const { fields, verifier } = makeAuthorizationRequest(client)
    const answer = await openAuthorize(host, fields, member)
    expect(answer.status).toBe(303)
    expect(answer.one('cross-origin-opener-policy')).toBe('unsafe-none')
    expect(answer.one('cache-control')).toBe('no-store')
    const { address, said } = readRedirect(answer)
    const { code = '', ...rest } = said
    expect([address, rest]).toEqual([CALLBACK, { state: 's-1', iss: buildOwnOrigin(host) }])
    const tokens = await exchangeCode(host, { code, verifier }, { client_id: client })
    expect(tokens.status).toBe(200)
  })

  it('303: anybody else goes to the login, and back', async () => {
    const { fields } = makeAuthorizationRequest(client)
    const answer = await openAuthorize(host, fields)
    expect(answer.status).toBe(303)
    expect(answer.one('cross-origin-opener-policy')).toBe('unsafe-none')
    const { address, said } = readRedirect(answer)
    expect(address).toBe('/login')
    const { next = '' } = said
    expect(new URL(next, CALLBACK).searchParams.get('client_id')).toBe(client)
    const login = await send(host, { path: answer.one('location') ?? '' })
    expect(login.status).toBe(200)
  })

  it('400: a page of ours, with its own policy, for a client that nobody knows', async () => {
    const { fields } = makeAuthorizationRequest('https://evil.example')
    const answer = await openAuthorize(host, fields, member)
    expect(answer.status).toBe(400)
    expect(answer.one('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.one('content-security-policy')).toContain("default-src 'none'")
    expect(answer.text).toContain('This site is not known here')
    expect(answer.text).not.toContain('<a ')
  })
})

describe('GET /authorize for pages of the server itself', () => {
  const own = buildOwnOrigin(host)
  const ask = async (differs: Record<string, string>, by = member) => {
    const { fields } = makeAuthorizationRequest(own, differs)
    return openAuthorize(host, fields, by)
  }

  it('200: answers by a message to itself', async () => {
    const answer = await ask({ redirect_uri: own, response_mode: 'web_message' })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(own)
  })

  it.each([
    { redirect_uri: own },
    { redirect_uri: `${own}/` },
    { redirect_uri: `${own}/users`, response_mode: 'form_post' },
    { redirect_uri: `${own}/users`, response_mode: 'web_message' },
    { redirect_uri: own.replace('localhost', '127.0.0.1'), response_mode: 'web_message' },
    { redirect_uri: 'https://evil.example', response_mode: 'web_message' },
  ])('400: leads nowhere else: %j', async differs => {
    expect((await ask(differs)).status).toBe(400)
  })
})

describe('GET /authorize inside of another page', () => {
  it.each(['iframe', 'frame', 'embed', 'object', 'image', 'script', 'empty'])(
    '400: gives nothing to what is loaded as %s',
    async destination => {
      const { fields } = makeAuthorizationRequest(client)
      const answer = await openAuthorize(host, fields, member, ['Sec-Fetch-Dest', destination])
      expect(answer.status).toBe(400)
      expect(answer.one('location')).toBeUndefined()
      expect(answer.one('content-security-policy')).toContain("frame-ancestors 'none'")
    },
  )

  it('303: to a window', async () => {
    const { fields } = makeAuthorizationRequest(client)
    const answer = await openAuthorize(host, fields, member, ['Sec-Fetch-Dest', 'document'])
    expect(readRedirect(answer).said).toHaveProperty('code')
  })
})

describe('POST /authorize', () => {
  it('303: to the same by GET, from any site', async () => {
    const { fields } = makeAuthorizationRequest(client)
    const answer = await postFields(host, '/authorize', fields, origin('https://client.example'))
    expect(answer.status).toBe(303)
    expect(answer.one('location')).toBe(`/authorize?${new URLSearchParams(fields)}`)
    expect(answer.all('set-cookie')).toEqual([])
  })

  it('413: a page, for more than an address holds', async () => {
    const { fields } = makeAuthorizationRequest(client, { state: 's'.repeat(60_000) })
    const answer = await postFields(host, '/authorize', fields)
    expect(answer.status).toBe(413)
    expect(answer.one('content-type')).toBe('text/html; charset=utf-8')
  })

  it('415: a page, for what is no form', async () => {
    const answer = await send(host, { method: 'POST', path: '/authorize', body: '{}' })
    expect(answer.status).toBe(415)
    expect(answer.one('content-type')).toBe('text/html; charset=utf-8')
  })
})
