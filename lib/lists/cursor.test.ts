import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { readCursor, writeCursor } from './cursor.ts'

const KEYS = ['a-key-of-32-bytes-for-this-test-only', 'another-key-of-32-bytes-for-the-test']
const cursor = { key: 'grace', id: 7, back: false }

beforeAll(() => {
  process.env.SECRET_KEY = KEYS[0]
})
afterAll(() => useKeys(KEYS.slice(0, 1)))

function useKeys(keys: string[]): void {
  forgetInstances()
  env().secretKeys = keys
}

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat({ max: 253_402_300_799_999 })),
      fc.nat(),
      fc.boolean(),
      (key, id, back) => {
        const text = writeCursor('users', { key, id, back })
        expect(text).toMatch(/^[\w-]+$/)
        expect(readCursor('users', text)).toEqual({ key, id, back })
      },
    ),
  )
})

it('is null without a text', () => {
  expect(readCursor('users', undefined)).toBeNull()
})

it('tells nothing of the key', () => {
  const text = writeCursor('users', { ...cursor, key: +new Date('2026-05-04T03:02:01.234Z') })
  expect(Buffer.from(text, 'base64url').toString('latin1')).not.toMatch(/1777863721234|true|false/)
  expect(writeCursor('users', cursor)).not.toBe(writeCursor('users', cursor))
})

it('refuses a cursor with any character changed, added or removed', () => {
  const text = writeCursor('users', cursor)
  const forged = [...text].flatMap((char, i) => [
    `${text.slice(0, i)}${char === 'A' ? 'B' : 'A'}${text.slice(i + 1)}`,
    `${text.slice(0, i)}${text.slice(i + 1)}`,
  ])
  // The last two spell the same bytes in another way.
  const spelled = [`${text}A`, `${text}=`, `${text.slice(0, 9)}.${text.slice(9)}`]
  for (const each of [...forged, ...spelled]) {
    expect(() => readCursor('users', each), each).toThrow(
      expect.objectContaining({ status: 400, code: 'invalid_input' }),
    )
  }
})

it('refuses the last character in another spelling of the same bits', () => {
  // 31 bytes leave bits of the last character unused.
  const text = writeCursor('users', { key: '', id: 1, back: true })
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const others = [...letters].map(letter => text.slice(0, -1) + letter)
  for (const each of others.filter(other => other !== text)) {
    expect(() => readCursor('users', each)).toThrow('after')
  }
})

it('refuses the cursor of another list', () => {
  expect(() => readCursor('events', writeCursor('users', cursor))).toThrow('after')
})

it.each(['', 'x', 'e30', Buffer.from('["a",1,false]').toString('base64url'), 'A'.repeat(64)])(
  'refuses %j',
  text => {
    expect(() => readCursor('users', text)).toThrow('after')
  },
)

it('refuses any other text', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      expect(() => readCursor('users', text)).toThrow('after')
    }),
  )
})

it('reads what an older key has sealed, as long as SECRET_KEY has it', () => {
  const text = writeCursor('users', cursor)
  useKeys([...KEYS].reverse())
  expect(readCursor('users', text)).toEqual(cursor)
  useKeys(KEYS.slice(1))
  expect(() => readCursor('users', text)).toThrow('after')
})
