import { describe, expect, it } from 'vitest'
import { describeWebIdentity, findWebIdentityFault } from './web-identity.ts'

const auth = describeWebIdentity(new URL('https://auth.example.co.uk:8443/'))

describe('the file of the registrable domain', () => {
  it.each([
    ['https://auth.example.com', 'https://example.com', false],
    ['https://a.b.example.co.uk', 'https://example.co.uk', false],
    ['https://auth.example.com:8443', 'https://example.com', false],
    ['https://example.com', 'https://example.com', true],
    ['https://example.com:8443', 'https://example.com', false],
    ['https://you.github.io', 'https://you.github.io', true],
    ['https://auth.you.github.io', 'https://you.github.io', false],
    ['http://localhost:3000', 'http://localhost:3000', true],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000', true],
  ])('of %s is at %s', (publicUrl, home, isOwn) => {
    const found = describeWebIdentity(new URL(publicUrl))
    expect(found).toMatchObject({ url: `${home}/.well-known/web-identity`, isOwn })
  })

  it('names this server', () => {
    expect(auth.file).toEqual({
      provider_urls: ['https://auth.example.co.uk:8443/api/fedcm/config.json'],
      accounts_endpoint: 'https://auth.example.co.uk:8443/api/fedcm/accounts',
      login_url: 'https://auth.example.co.uk:8443/login?next=%2Fsigned-in&account=other',
    })
  })
})

describe('what is at its address', () => {
  const type = 'application/json; charset=utf-8'
  const { provider_urls, accounts_endpoint, login_url } = auth.file
  const say = (file: unknown) => ({ status: 200, type, text: JSON.stringify(file) })

  it.each([
    ['the whole file', say(auth.file)],
    ['the configuration alone', say({ provider_urls })],
    [
      'other configurations beside it',
      say({ ...auth.file, provider_urls: ['https://x.example/'] }),
    ],
    ['more than is needed', say({ ...auth.file, other: 1 })],
    ['another type of JSON', { ...say(auth.file), type: 'application/ld+json' }],
  ])('is right: %s', (_what, answer) => {
    expect(findWebIdentityFault(auth, answer)).toBeNull()
  })

  it.each([
    ['nothing', null, 'does not answer'],
    ['an error', { ...say(auth.file), status: 404 }, 'answers 404'],
    ['a redirect', { ...say(auth.file), status: 301 }, 'answers 301'],
    ['another type', { ...say(auth.file), type: 'text/plain' }, 'answers as text/plain'],
    ['no type', { ...say(auth.file), type: '' }, 'answers as no type'],
    ['no JSON', { status: 200, type, text: '<html>' }, 'does not answer with JSON'],
    ['null', say(null), 'does not answer with JSON'],
    ['no list', say({ accounts_endpoint, login_url }), 'has no provider_urls'],
    ['another server', say({ provider_urls: ['https://x.example/'] }), 'names another server'],
    ['two servers', say({ provider_urls: [...provider_urls, 'x'] }), 'names another server'],
    ['half of it', say({ provider_urls, accounts_endpoint }), 'names another server'],
    [
      'another login',
      say({ ...auth.file, login_url: 'https://x.example/' }),
      'names another server',
    ],
  ])('is wrong: %s', (_what, answer, problem) => {
    expect(findWebIdentityFault(auth, answer)).toEqual({
      problem: `${auth.url} ${problem}`,
      fix: expect.stringContaining(JSON.stringify(auth.file)),
    })
  })
})
