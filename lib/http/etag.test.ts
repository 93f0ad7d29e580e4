import { describe, expect, it } from 'vitest'
import { hashToEtag, isIfMatchSatisfied, makeEtag } from './etag.ts'

const user = { version: '5b2ff0f4-6f0c-4a53-9c36-0d8f1b0d5f3e' }
const etag = makeEtag(user)

it('is a strong entity tag', () => {
  expect(etag).toMatch(/^"[\x21\x23-\x7e]+"$/)
})

it('is that of the answer where a member asks', () => {
  expect(hashToEtag({ a: 1 })).toMatch(/^"[\w-]{22}"$/)
  expect(hashToEtag({ a: 1 })).toBe(hashToEtag({ a: 1 }))
  expect(hashToEtag({ a: 1 })).not.toBe(hashToEtag({ a: 2 }))
})

describe('If-Match', () => {
  it.each([null, '*', ' * ', etag, ` ${etag} `, `"other", ${etag}`, `${etag},"other"`])(
    '%s permits a change',
    ifMatch => {
      expect(isIfMatchSatisfied(ifMatch, etag)).toBe(true)
    },
  )

  it.each([
    ['nothing', ''],
    ['another tag', '"other"'],
    ['the tag without quotes', user.version],
    ['the weak tag, which names no version (RFC 9110 §13.1.1)', `W/${etag}`],
    ['the tag in another case', etag.toUpperCase()],
    ['a part of the tag', `${etag.slice(0, -2)}"`],
    ['a star among others', `*, "other"`],
    ['a star in quotes', '"*"'],
  ])('%s does not', (_, ifMatch) => {
    expect(isIfMatchSatisfied(ifMatch, etag)).toBe(false)
  })
})
