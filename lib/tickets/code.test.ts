import { expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { computeCodeMac, formatCode, isCodeOf, makeCode, readCode } from './code.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

const restartWith = (...keys: string[]) => {
  env().secretKeys = keys
  forgetInstances('derived-keys')
}

it('is eight characters of which no two look alike, all equally likely', () => {
  const codes = Array.from({ length: 3000 }, makeCode)
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/)
  const counts = Map.groupBy(codes.join(''), one => one)
  expect(counts.size).toBe(30)
  // 800 of each are expected; six standard deviations are 167.
  for (const { length } of counts.values()) expect(Math.abs(length - 800)).toBeLessThan(167)
})

it.each(['ABCD-2345', 'abcd2345', ' ab cd 23 45 ', 'ABCD–2345', 'abcd - 2345\n'])(
  'is read from %j',
  typed => expect(readCode(typed)).toBe('ABCD2345'),
)

it('is shown in two halves', () => {
  expect(formatCode('ABCD2345')).toBe('ABCD-2345')
})

it('is stored as a MAC with what it is for, under a key of SECRET_KEY', () => {
  restartWith('a-key-of-32-bytes-for-this-test-only')
  const mac = computeCodeMac('sign_up', 'a', 'ABCD2345')
  expect(mac).toMatch(/^[\da-f]{64}$/)
  expect(isCodeOf(mac, 'sign_up', 'a', 'ABCD2345')).toBe(true)
  expect(isCodeOf(mac, 'sign_up', 'a', 'ABCD2346')).toBe(false)
  expect(isCodeOf(mac, 'sign_up', 'b', 'ABCD2345')).toBe(false)
  expect(isCodeOf(mac, 'invitation', 'a', 'ABCD2345')).toBe(false)
  expect(isCodeOf('', 'sign_up', 'a', 'ABCD2345')).toBe(false)
  restartWith('another-key-of-32-bytes-for-this-test', 'a-key-of-32-bytes-for-this-test-only')
  expect(isCodeOf(mac, 'sign_up', 'a', 'ABCD2345')).toBe(true)
  restartWith('another-key-of-32-bytes-for-this-test')
  expect(isCodeOf(mac, 'sign_up', 'a', 'ABCD2345')).toBe(false)
})
