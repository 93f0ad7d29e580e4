import { beforeAll, expect, test } from 'vitest'
import { findRequestContext, runInRequest } from './request-context.ts'

beforeAll(() => {
  process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
})

const headers = () => new Headers({ 'User-Agent': 'Firefox', Origin: 'https://you.github.io' })

test('outside of a request there is no context', () => {
  expect(findRequestContext()).toBeNull()
})

test('code in a request finds its context, across awaits', async () => {
  const [one, other] = await Promise.all(
    [headers(), headers()].map(own =>
      runInRequest(own, async () => {
        const before = findRequestContext()
        await new Promise(resolve => setTimeout(resolve, 5))
        expect(findRequestContext()).toBe(before)
        return before
      }),
    ),
  )
  expect(one?.client).toMatchObject({ agent: 'Firefox', origin: 'https://you.github.io' })
  expect(one?.id).not.toBe(other?.id)
})

test('a request within a request has the context of the outer one', () => {
  runInRequest(headers(), () => {
    const outer = findRequestContext()
    runInRequest(new Headers(), () => expect(findRequestContext()).toBe(outer))
  })
})
