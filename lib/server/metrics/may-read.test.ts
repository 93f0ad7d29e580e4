import { afterEach, describe, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { receiveHeaders } from '../../../e2e/fixtures/receive-headers.ts'
import { mayReadMetrics } from './may-read.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
const TOKEN = 'a-token-of-the-scraper'

afterEach(() => {
  env().trustProxy = 0
  env().metricsToken = undefined
})

const allowed = async (headers: Record<string, string> = {}) =>
  mayReadMetrics(await receiveHeaders(headers))

describe('mayReadMetrics', () => {
  it('from this machine', async () => {
    expect(await allowed()).toBe(true)
    expect(await allowed({ Host: 'localhost:3000' })).toBe(true)
    expect(await allowed({ Host: '[::1]:3000' })).toBe(true)
  })

  it.each([
    ['X-Forwarded-For', '203.0.113.9'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['x-forwarded-proto', 'https'],
    ['X-Real-IP', '127.0.0.1'],
    ['Forwarded', 'for=127.0.0.1'],
    ['Via', '1.1 proxy'],
    ['x-vercel-forwarded-for', '127.0.0.1'],
  ])('not through a proxy on this machine, which adds %s: %s', async (name, value) => {
    expect(await allowed({ [name]: value })).toBe(false)
  })

  it('not for a page whose own host name points here', async () => {
    expect(await allowed({ Host: 'evil.example:3000' })).toBe(false)
    expect(await allowed({ Host: 'localhost.evil.example' })).toBe(false)
    expect(await allowed({ Host: '@' })).toBe(false)
  })

  it('not while proxies are trusted, whatever address they report', async () => {
    env().trustProxy = 1
    expect(await allowed()).toBe(false)
    expect(await allowed({ 'X-Forwarded-For': '127.0.0.1' })).toBe(false)
    const onNext = await receiveHeaders({})
    onNext.set('X-Forwarded-For', '127.0.0.1')
    expect(mayReadMetrics(onNext)).toBe(false)
  })

  it('not without the address of the socket', () => {
    expect(mayReadMetrics(new Headers({ Host: 'localhost' }))).toBe(false)
  })

  it('with METRICS_TOKEN from anywhere, and with no other token', async () => {
    env().metricsToken = TOKEN
    const through = { 'X-Forwarded-For': '203.0.113.9', Host: 'auth.example.com' }
    expect(await allowed({ ...through, Authorization: `Bearer ${TOKEN}` })).toBe(true)
    expect(await allowed({ ...through, Authorization: `bearer ${TOKEN}` })).toBe(true)
    for (const wrong of [`${TOKEN}x`, TOKEN.slice(1), TOKEN.toUpperCase(), 'undefined']) {
      expect(await allowed({ ...through, Authorization: `Bearer ${wrong}` })).toBe(false)
      expect(await allowed({ Authorization: `Bearer ${wrong}` })).toBe(false)
    }
    expect(await allowed({ ...through, Authorization: `Basic ${TOKEN}` })).toBe(false)
    expect(await allowed(through)).toBe(false)
  })

  it('with no token while METRICS_TOKEN is not set', async () => {
    for (const given of ['Bearer ', 'Bearer undefined', '']) {
      expect(await allowed({ Authorization: given, Host: 'auth.example.com' })).toBe(false)
    }
  })
})
