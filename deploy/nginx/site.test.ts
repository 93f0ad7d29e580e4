import { describe, expect, it } from 'vitest'
import { makeOwnSettings } from '#lib/cors/policy.fixture.ts'
import { buildCorsPolicy } from '#lib/cors/policy.ts'
import { buildNginxSite } from './site.ts'
import type { Site } from './site-type.ts'

const publicUrl = new URL('https://api.example.com')
const site = (rest: Partial<Site> = {}) =>
  buildNginxSite({
    publicUrl,
    upstreams: ['127.0.0.1:3000'],
    certificate: '/tls/cert.pem',
    certificateKey: '/tls/key.pem',
    addresses: ['*', '[::]'],
    httpPort: 80,
    httpsPort: 443,
    bodyLimit: 8_388_608,
    formLimit: 1_048_576,
    http2Directive: true,
    policy: null,
    ...rest,
  })
const policy = buildCorsPolicy(
  makeOwnSettings({ corsOrigins: ['https://you.github.io'], publicUrl }),
)

/** The last of the servers, which is the one over TLS. */
const findTlsServer = (text: string) => text.slice(text.lastIndexOf('\nserver {'))

describe('buildNginxSite', () => {
  it('balances between several servers', () => {
    expect(site({ upstreams: ['a:3000', 'b:3000'] })).toMatch(
      /^ {4}server a:3000;\n {4}server b:3000;$/m,
    )
  })

  it('adds no CORS header over TLS', () => {
    expect(findTlsServer(site()).replaceAll(/^ *#.*$/gm, '')).not.toMatch(/access-control/i)
  })

  it('lets every page read what plain http is answered with, which is the same for everybody', () => {
    const [plain = ''] = site().split(findTlsServer(site()))
    expect(plain.match(/^ *add_header Access-Control-Allow-Origin .*$/gm)).toHaveLength(1)
    expect(plain).toContain('return 403 "{')
  })

  it('writes CORS headers only into its own answers, each once', () => {
    const text = findTlsServer(site({ policy }))
    const written = [...text.matchAll(/^( *)add_header Access-Control-Allow-Origin/gm)]
    expect(written.map(([, blanks]) => blanks?.length)).toEqual([12, 12])
    for (const [own] of text.matchAll(/^ {8}if \(\$\S+ = both\) \{\n(?: {12}.*\n)*/gm))
      expect(own).toMatch(/ {12}return (?:204|503 .*);\n$/)
  })

  it('enables HTTP/2 in the way of each version of nginx', () => {
    expect(site()).toMatch(/listen \*:443 ssl;\n {4}listen \[::\]:443 ssl;\n {4}http2 on;/)
    expect(site({ http2Directive: false })).toContain('listen *:443 ssl http2;')
    expect(site({ http2Directive: false })).not.toContain('http2 on')
  })

  it('allows TLS 1.2 and 1.3, and only ciphers with forward secrecy', () => {
    expect(site()).toContain('ssl_protocols TLSv1.2 TLSv1.3;')
    const [, ciphers = ''] = /ssl_ciphers (.+);/.exec(site()) ?? []
    expect(ciphers.split(':').length).toBeGreaterThan(1)
    for (const cipher of ciphers.split(':')) expect(cipher).toMatch(/^(ECDHE|DHE)-.*(GCM|POLY1305)/)
  })

  it('has different names for each site', () => {
    const other = site({ publicUrl: new URL('https://login.example.com'), policy })
    expect(site({ policy })).toContain('upstream latchkey_api_example_com {')
    expect(other).not.toContain('latchkey_api_example_com')
  })
})
