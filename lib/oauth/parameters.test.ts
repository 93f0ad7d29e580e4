import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAuthorizationParameters, writeAuthorizationParameters } from './parameters.ts'

const read = (query: string) => readAuthorizationParameters(new URLSearchParams(query))

describe('readAuthorizationParameters', () => {
  it('takes those that it knows, and an empty one for none', () => {
    const { values, broken } = read('client_id=a&state=&foo=b&state2=c')
    expect([values, broken.size]).toEqual([{ client_id: 'a' }, 0])
  })

  it.each([
    ['stands twice', 'state=a&state=b'],
    ['stands twice, once empty', 'state=&state=b'],
    ['is too long', `state=${'a'.repeat(4097)}`],
    ['has a control character', 'state=a%00b'],
    ['has a line end', 'state=a%0d%0ab'],
  ])('takes none that %s', (_, query) => {
    const { values, broken } = read(`client_id=a&${query}`)
    expect([values, [...broken]]).toEqual([{ client_id: 'a' }, ['state']])
  })

  it('does not count another one twice', () => {
    expect(read('foo=a&foo=b').broken.size).toBe(0)
  })
})

it('what is written is read the same, in one order', () => {
  const values = fc.record(
    { client_id: fc.string(), state: fc.string({ unit: 'binary' }), nonce: fc.string() },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(values, given => {
      const once = readAuthorizationParameters(new URLSearchParams(given))
      const written = writeAuthorizationParameters(once)
      const again = readAuthorizationParameters(new URLSearchParams(String(written)))
      expect(again.values).toEqual(once.values)
      expect(again.broken.size).toBe(0)
    }),
  )
})
