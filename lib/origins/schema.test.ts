import { expect, test } from 'vitest'
import { NewOrigin } from './schema.ts'

test('a refusal says why and what to do', () => {
  const messageOf = (origin: unknown, differs = {}) =>
    NewOrigin.safeParse({ origin, ...differs }).error?.issues[0]?.message
  expect(messageOf('http://shop.example')).toMatch(
    /plain http.*write https:\/\/shop\.example, or allow it for bearer tokens only\.$/,
  )
  expect(messageOf('http://shop.example', { mode: 'bearer' })).toBeUndefined()
  expect(messageOf('https://*.github.io')).toMatch(
    /every site under github\.io.*https:\/\/you\.github/,
  )
  expect(messageOf('https://a.example/blog')).toBe(
    '"https://a.example/blog" has a path: write https://a.example.',
  )
  for (const none of ['', '  ', undefined, null, 7]) {
    expect(messageOf(none)).toContain('is missing')
  }
})
