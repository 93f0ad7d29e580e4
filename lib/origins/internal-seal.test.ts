import { beforeAll, expect, test } from 'vitest'
import { env } from '#lib/env/env.ts'
import { isSealed, sealBody } from './internal-seal.ts'

const KEY = 'a-key-of-32-bytes-for-this-test-only'
beforeAll(() => {
  process.env.SECRET_KEY = KEY
  env().secretKeys = [KEY]
})

test('a seal is valid for its own body only', async () => {
  const text = await sealBody('body')
  expect(await isSealed(text, 'body')).toBe(true)
  expect(await isSealed(text, 'body ')).toBe(false)
  const last = text.at(-1) === '0' ? '1' : '0'
  for (const bad of [null, '', 'x', `${text.slice(0, -1)}${last}`, `1${text}`, text.toUpperCase()])
    expect(await isSealed(bad, 'body')).toBe(false)
})

test('a seal is valid under any key of SECRET_KEY and under no other', async () => {
  const text = await sealBody('body')
  env().secretKeys = ['another-key-of-32-bytes-for-this-test', KEY]
  expect(await isSealed(text, 'body')).toBe(true)
  env().secretKeys = ['another-key-of-32-bytes-for-this-test']
  expect(await isSealed(text, 'body')).toBe(false)
  env().secretKeys = [KEY]
})

test('a seal expires after a minute', async () => {
  const text = await sealBody('body')
  const { now } = Date
  for (const seconds of [62, -62]) {
    Date.now = () => now() + seconds * 1000
    expect(await isSealed(text, 'body')).toBe(false)
  }
  Date.now = now
})
