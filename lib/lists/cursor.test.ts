import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCursor, writeCursor } from './cursor.ts'

const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat({ max: 253_402_300_799_999 })),
      fc.nat(),
      fc.boolean(),
      (key, id, back) => {
        expect(readCursor(writeCursor({ key, id, back }))).toEqual({ key, id, back })
      },
    ),
  )
})

it.each([
  '',
  'x',
  '{}',
  cursor([1, 2]),
  cursor([{}, 2, true]),
  cursor(['a', '2', true]),
  cursor({ 0: 'a' }),
  cursor(['a\0', 2, true]),
  cursor(['a\ud800', 2, true]),
  cursor(['a', 2 ** 31, true]),
  cursor(['a', -1, true]),
  cursor(['a', 1.5, true]),
  cursor([-1, 2, true]),
  cursor([8.64e15, 2, true]),
])('returns null for %j', text => {
  expect(readCursor(text)).toBeNull()
})

it('never throws', () => {
  fc.assert(fc.property(fc.string(), text => void readCursor(text)))
})
