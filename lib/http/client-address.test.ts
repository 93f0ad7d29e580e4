import { describe, expect, it } from 'vitest'
import { receiveHeaders as received } from '../../e2e/fixtures/receive-headers.ts'
import { readClient, readClientAddress } from './client-address.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'

describe('readClientAddress', () => {
  it("is the socket's, whatever a client forwards", async () => {
    const headers = await received({
      'X-Forwarded-For': '203.0.113.9',
      'X-Real-IP': '203.0.113.9',
      Forwarded: 'for=203.0.113.9',
    })
    expect(readClientAddress(headers)).toBe('127.0.0.1')
  })

  it.each([
    [1, '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    [2, '198.51.100.1, 203.0.113.9', '198.51.100.1'],
    [3, '198.51.100.1, 203.0.113.9', 'unknown'],
    [1, '::ffff:203.0.113.9', '203.0.113.9'],
    [1, '2001:DB8::1', '2001:db8::1'],
    [1, 'fe80::1%eth0', 'fe80::1'],
    [1, '203.0.113.9:50123', '203.0.113.9'],
    [1, '[2001:db8::1]:50123', '2001:db8::1'],
    [1, '[2001:db8::1]', '2001:db8::1'],
    [1, '"<script>"', 'unknown'],
    [1, '', 'unknown'],
  ])('with TRUST_PROXY=%d and %j is %s', (hops, forwarded, address) => {
    const headers = new Headers({ 'X-Forwarded-For': forwarded })
    expect(readClientAddress(headers, hops)).toBe(address)
  })
})

it('cuts what a client wrote', () => {
  const client = readClient(
    new Headers({ 'User-Agent': 'x'.repeat(1000), Origin: 'o'.repeat(1000) }),
  )
  expect([client.agent.length, client.origin.length]).toEqual([300, 300])
})
