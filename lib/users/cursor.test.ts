import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCursor, writeCursor } from './cursor.ts'

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger()),
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
  Buffer.from('[1,2]').toString('base64url'),
  Buffer.from('[{},2,true]').toString('base64url'),
  Buffer.from('["a","2",true]').toString('base64url'),
  Buffer.from('{"0":"a"}').toString('base64url'),
])('gives null for %j', text => {
  expect(readCursor(text)).toBeNull()
})

it('throws on no text', () => {
  fc.assert(fc.property(fc.string(), text => void readCursor(text)))
})
