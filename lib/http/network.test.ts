import { describe, expect, test } from 'vitest'
import { toNetwork } from './network.ts'

describe('toNetwork', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:FFFF:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['::ffff:0:0:1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['17', '17'],
    ['', ''],
  ])('%s counts as %s', (address, network) => {
    expect(toNetwork(address)).toBe(network)
  })

  test.each([
    [56, '2001:db8:1:2f3::1', '2001:db8:1:200::/56'],
    [56, '::ffff:192.0.2.7', '192.0.2.7'],
    [48, '2001:db8:1:2f3::1', '2001:db8:1::/48'],
    [48, '192.0.2.7', '192.0.2.7'],
    [48, 'toby', 'toby'],
  ] as const)('with a prefix of %d bits, %s counts as %s', (prefix, address, network) => {
    expect(toNetwork(address, prefix)).toBe(network)
  })

  test('a neighbour in another /64 counts on its own', () => {
    expect(toNetwork('2001:db8:1:2::1')).not.toBe(toNetwork('2001:db8:1:3::1'))
  })
})
