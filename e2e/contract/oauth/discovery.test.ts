import { describe, expect, it } from 'vitest'
import { origin, send } from '../../fixtures/client.ts'
import { buildOwnOrigin } from '../../fixtures/host.ts'
import { requestHost } from '../../fixtures/request-host.ts'

const PATHS = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']

const host = await requestHost()

describe.each(PATHS)('%s', path => {
  it('200: what the server can do, for any page', async () => {
    const answer = await send(host, { path, headers: [origin('https://evil.example')] })
    expect(answer.status).toBe(200)
    expect(answer.one('access-control-allow-origin')).toBe('*')
    expect(answer.all('access-control-allow-credentials')).toEqual([])
    expect(answer.one('cache-control')).toBe('public, max-age=300')
    expect(answer.json()).toMatchObject({ issuer: buildOwnOrigin(host) })
  })

  it('200: each address is one of this server and leads to something', async () => {
    const said = (await send(host, { path })).json<Record<string, unknown>>()
    const addresses = Object.entries(said).filter(([name]) => /_(?:endpoint|uri)$/.test(name))
    expect(addresses.length).toBeGreaterThan(6)
    for (const [name, address] of addresses) {
      const url = new URL(String(address))
      expect([name, url.origin]).toEqual([name, buildOwnOrigin(host)])
      const { status } = await send(host, { path: url.pathname })
      expect([name, status]).not.toEqual([name, 404])
    }
  })
})
