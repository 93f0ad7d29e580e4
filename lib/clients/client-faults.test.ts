import { exportJWK, generateKeyPair, generateSecret } from 'jose'
import { describe, expect, it } from 'vitest'
import { type ClientFacts, findClientFaults } from './client-faults.ts'
import { findJwksFault, writeJwks } from './jwks.ts'

const BACK = 'https://wiki.example/back'

const makeFacts = (differs: Partial<ClientFacts>): ClientFacts => ({
  kind: 'confidential',
  returnAddresses: [BACK],
  postLogoutAddresses: [],
  authMethod: 'client_secret_basic',
  jwks: null,
  pkce: true,
  ...differs,
})
const makePublic = (differs: Partial<ClientFacts>) =>
  makeFacts({ kind: 'public', authMethod: 'none', ...differs })
const findPaths = async (facts: ClientFacts) =>
  (await findClientFaults(facts)).map(({ path }) => path)

const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
const [own, priv] = [await exportJWK(publicKey), await exportJWK(privateKey)]
const other = await exportJWK((await generateKeyPair('RS256')).publicKey)
const shared = await exportJWK(await generateSecret('HS256', { extractable: true }))

describe('findClientFaults', () => {
  const fine: [string, ClientFacts][] = [
    ['confidential, by a secret', makeFacts({})],
    ['confidential, without PKCE', makeFacts({ pkce: false })],
    ['confidential, by a key', makeFacts({ authMethod: 'private_key_jwt', jwks: { keys: [own] } })],
    ['confidential, on this machine', makeFacts({ returnAddresses: ['http://localhost:3001/'] })],
    ['public', makePublic({})],
    ['an app with a scheme', makePublic({ returnAddresses: ['com.example.app:/back'] })],
    ['an app on loopback', makePublic({ returnAddresses: ['http://127.0.0.1/', 'http://[::1]/'] })],
  ]
  it.each(fine)('takes %s', async (_, facts) => {
    expect(await findClientFaults(facts)).toEqual([])
  })

  const wrong: [string, string, ClientFacts][] = [
    ['no return address', 'returnAddresses', makeFacts({ returnAddresses: [] })],
    ['plain http', 'returnAddresses', makePublic({ returnAddresses: ['http://wiki.example/'] })],
    ['a fragment', 'returnAddresses', makeFacts({ returnAddresses: [`${BACK}#x`] })],
    ['a star', 'returnAddresses', makeFacts({ returnAddresses: ['https://*.wiki.example/'] })],
    ['a user name', 'returnAddresses', makeFacts({ returnAddresses: ['https://a@wiki.example/'] })],
    [
      'another spelling',
      'returnAddresses',
      makeFacts({ returnAddresses: ['https://WIKI.example/'] }),
    ],
    ['a script', 'returnAddresses', makePublic({ returnAddresses: ['javascript:alert(1)'] })],
    ['a scheme of one word', 'returnAddresses', makePublic({ returnAddresses: ['myapp:/back'] })],
    ['a scheme on a server', 'returnAddresses', makeFacts({ returnAddresses: ['com.example:/x'] })],
    [
      'a logout elsewhere',
      'postLogoutAddresses',
      makeFacts({ postLogoutAddresses: ['http://a.b/'] }),
    ],
    ['a public secret', 'authMethod', makePublic({ authMethod: 'client_secret_basic' })],
    ['no authentication', 'authMethod', makeFacts({ authMethod: 'none' })],
    ['public without PKCE', 'pkce', makePublic({ pkce: false })],
    ['a key method without keys', 'jwks', makeFacts({ authMethod: 'private_key_jwt' })],
    ['keys for nothing', 'jwks', makeFacts({ jwks: { keys: [own] } })],
  ]
  it.each(wrong)('refuses %s, at %s', async (_, path, facts) => {
    expect(await findPaths(facts)).toEqual([path])
  })
})

describe('findJwksFault', () => {
  it.each([
    ['one key', { keys: [own] }],
    ['two kinds', { keys: [own, { ...other, use: 'sig', kid: 'b' }] }],
  ])('takes %s', async (_, jwks) => {
    expect(await findJwksFault(jwks)).toBe(null)
  })

  it.each([
    ['none', {}, 'a set of public keys'],
    ['an empty set', { keys: [] }, 'a set of public keys'],
    ['what is no key', { keys: ['key'] }, 'a set of public keys'],
    ['a private key', { keys: [own, priv] }, 'Key 2 is a private or secret one'],
    ['a shared key', { keys: [shared] }, 'Key 1 is a private or secret one'],
    ['a kind of no use', { keys: [{ kty: 'OKP', crv: 'X25519', x: 'AA' }] }, 'cannot be used'],
    ['a key for encryption', { keys: [{ ...own, use: 'enc' }] }, 'not for signatures'],
    ['a short key', { keys: [{ kty: 'RSA', n: 'AQAB'.repeat(40), e: 'AQAB' }] }, 'too short'],
    ['a point off the curve', { keys: [{ ...own, x: own.y, y: own.x }] }, 'malformed'],
    ['a key twice', { keys: [own, { ...own, kid: 'b' }] }, 'stands twice'],
    [
      'a kid twice',
      {
        keys: [
          { ...own, kid: 'a' },
          { ...other, kid: 'a' },
        ],
      },
      'the same kid',
    ],
    ['too many', { keys: Array(11).fill(own) }, 'At most 10 keys'],
  ])('refuses %s', async (_, jwks, words) => {
    expect(await findJwksFault(jwks)).toContain(words)
  })

  it('keeps public members alone', () => {
    const kept = writeJwks({ keys: [{ ...own, kid: 'a', x5u: 'https://a.example/', note: '' }] })
    expect(JSON.parse(kept)).toEqual({ keys: [{ ...own, kid: 'a' }] })
  })
})
