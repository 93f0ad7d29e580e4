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

it('asks nobody where the server answers there itself', async () => {
  const asked = answerWith(async () => new Response('', { status: 404 }))
  expect(await findPublishedFault(new URL('http://localhost:3000'))).toBeNull()
  expect(asked).not.toHaveBeenCalled()
})
