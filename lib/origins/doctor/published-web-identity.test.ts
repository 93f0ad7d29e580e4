import { afterEach, expect, it, vi } from 'vitest'
import { forgetInstances } from '../../../e2e/fixtures/instances.ts'
import { describeWebIdentity } from '../web-identity.ts'
import { findPublishedFault } from './published-web-identity.ts'

const PUBLIC_URL = new URL('https://auth.example.com')
const { file, url } = describeWebIdentity(PUBLIC_URL)

/** Lets the registrable domain answer. */
const answerWith = (answer: () => Promise<Response>) =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(answer)

afterEach(() => {
  vi.restoreAllMocks()
  forgetInstances()
})

it('reads the file of the registrable domain, once a minute', async () => {
  const asked = answerWith(async () => Response.json(file))
  expect(await findPublishedFault(PUBLIC_URL)).toBeNull()
  expect(await findPublishedFault(PUBLIC_URL)).toBeNull()
  expect(asked).toHaveBeenCalledOnce()
  expect(asked.mock.calls[0]).toEqual([url, expect.objectContaining({ redirect: 'manual' })])
})

it.each([
  ['answers 404', async () => new Response('', { status: 404 })],
  [
    'names another server',
    async () => Response.json({ provider_urls: ['https://other.example/'] }),
  ],
  ['does not answer', () => Promise.reject(new Error('no such host'))],
])('says that it %s', async (words, answer) => {
  answerWith(answer)
  expect((await findPublishedFault(PUBLIC_URL))?.problem).toBe(`${url} ${words}`)
})

const redirectTo = (Location: string) => new Response(null, { status: 302, headers: { Location } })

it('follows redirects, as Chromium does, to wherever they lead over https', async () => {
  const asked = answerWith(async () => Response.json(file))
  asked.mockResolvedValueOnce(redirectTo('/fedcm.json'))
  asked.mockResolvedValueOnce(redirectTo('https://auth.example.com/.well-known/web-identity'))
  expect(await findPublishedFault(PUBLIC_URL)).toBeNull()
  expect(asked.mock.calls.map(([address]) => address)).toEqual([
    url,
    'https://example.com/fedcm.json',
    'https://auth.example.com/.well-known/web-identity',
  ])
})

it.each([
  ['plain http', 'http://169.254.169.254/'],
  ['no address', 'https://'],
  ['itself', url],
])('does not follow for ever, nor to %s', async (_where, location) => {
  const asked = answerWith(async () => redirectTo(location))
  expect((await findPublishedFault(PUBLIC_URL))?.problem).toBe(`${url} answers 302`)
  expect(asked.mock.calls.length).toBeLessThan(25)
})

it('asks nobody where the server answers there itself', async () => {
  const asked = answerWith(async () => new Response('', { status: 404 }))
  expect(await findPublishedFault(new URL('http://localhost:3000'))).toBeNull()
  expect(asked).not.toHaveBeenCalled()
})
