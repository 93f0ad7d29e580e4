import { isIPv6 } from 'node:net'

/**
 * Returns what an address counts as, where attempts are counted. An IPv6 address counts as its /64, the least that a
 * provider gives one customer (RFC 6177 §2), who has 2^64 addresses in it. An IPv4 address mapped into IPv6 (RFC 4291
 * §2.5.5.2) counts as IPv4, however it is spelled. Any other text counts as itself.
 * @param prefix the length of the network in bits: a customer may also be given a /56 or a /48.
 */
export function toNetwork(address: string, prefix: 64 | 56 | 48 = 64): string {
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  if (isMapped(groups)) return ipv4(groups.slice(6))
  const [first, second, third, fourth = '0'] = groups
  if (prefix === 48) return `${first}:${second}:${third}::/48`
  const masked = Number.parseInt(fourth, 16) & (prefix === 64 ? 0xffff : 0xff00)
  return `${first}:${second}:${third}:${masked.toString(16)}::/${prefix}`
}

/** Whether `address` is an IPv6 address that is no IPv4 address in another spelling. */
export function hasIpv6Network(address: string): boolean {
  return isIPv6(address) && !isMapped(groupsOf(address))
}

function isMapped(groups: string[]): boolean {
  return /^(0:){5}ffff$/.test(groups.slice(0, 6).join(':'))
}

/** The eight groups of an IPv6 address, in lower case and without leading zeros, as URLs write them. */
function groupsOf(address: string): string[] {
  const { hostname } = new URL(`http://[${address}]`)
  const [head = [], tail = []] = hostname
    .slice(1, -1)
    .split('::')
    .map(half => half.split(':').filter(Boolean))
  return [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail]
}

function ipv4(groups: string[]): string {
  return groups
    .map(group => Number.parseInt(group, 16))
    .flatMap(value => [value >> 8, value & 255])
    .join('.')
}
