import type { Fault } from './fault.ts'
import { isLoopback } from './origin.ts'

const MAX_LENGTH = 1000
/** A scheme of an app on a device is a domain of its maker in reverse (RFC 8252 §7.1). */
const PRIVATE_SCHEME = /^[a-z][a-z\d+-]*(?:\.[a-z\d+-]+)+:$/
/** What an address may be made of; anything else would have to be escaped (RFC 3986 §2). */
const CHARACTERS = /^[\w.~:/?@!$&'()*+,;=%[\]-]+$/

/**
 * Looks for what keeps `text` from being an address that answers of the authorization server go to. It is compared
 * byte by byte (RFC 9700 §2.1), so it has to be written as browsers write it.
 * @param kind whether pages alone use it (https, or http on this machine), or apps on a device too, which may have
 *   a scheme of their own.
 */
export function findReturnAddressFault(text: string, kind: 'page' | 'app'): Fault | null {
  const said = JSON.stringify(text.slice(0, 100))
  const url = URL.parse(text)
  if (!url || text.length > MAX_LENGTH || !CHARACTERS.test(text)) {
    const fix = 'write the whole address of the page, as in https://you.github.io/app/'
    return { problem: `${said} is no address`, fix }
  }
  if (url.username || url.password) {
    return { problem: `${said} has a user name in it`, fix: 'leave out what stands before the @' }
  }
  if (text.includes('*')) {
    return { problem: `${said} has a *`, fix: 'add each address by itself' }
  }
  const isPrivate = kind === 'app' && PRIVATE_SCHEME.test(url.protocol)
  const isPlain = url.protocol === 'http:' && isLoopback(url.hostname)
  if (url.protocol !== 'https:' && !isPlain && !isPrivate) {
    const fix = 'use https; plain http is for localhost and 127.0.0.1 alone'
    return { problem: `${said} is not reached by https`, fix }
  }
  if (url.href !== text) {
    return { problem: `${said} is not as a browser writes it`, fix: `write ${url.href}` }
  }
  return null
}

/**
 * Whether `address` is one of `registered`, byte by byte. On a loopback address of a native app the port does not
 * count, since the system gives it one at each start (RFC 8252 §7.3).
 */
export function isReturnAddress(
  registered: readonly string[],
  address: string,
  isNative = false,
): boolean {
  if (registered.includes(address)) return true
  if (!isNative) return false
  const anyPort = stripLoopbackPort(address)
  return anyPort !== null && registered.some(one => stripLoopbackPort(one) === anyPort)
}

/** Null for what is no plain loopback IP address, or is not written as a browser writes it. */
function stripLoopbackPort(address: string): string | null {
  const [, host, rest] =
    /^http:\/\/(127\.0\.0\.1|\[::1\])(?::\d{1,5})?(\/[^#]*)$/.exec(address) ?? []
  if (host === undefined || rest === undefined) return null
  return URL.parse(address)?.href === address ? `${host}${rest}` : null
}
