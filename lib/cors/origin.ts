import { choosePinnedMode, findAppOriginFault } from './app-origin.ts'
import type { Fault } from './fault.ts'
import type { Mode } from './mode.ts'

/**
 * Whether a host can only be this machine, so that plain http to it crosses no network
 * (Secure Contexts §3.1 "potentially trustworthy origin", RFC 6761 §6.3 for `*.localhost`).
 * Takes a URL's `hostname` or a bare address.
 */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

/**
 * Returns what is wrong with `text` as an entry of an allow-list, or null.
 *
 * An entry must be exactly what a browser sends as `Origin` (RFC 6454 §6.2, the URL standard's origin
 * serialisation), because origins are compared byte by byte: an entry that no browser ever sends is a mistake, not
 * a rule. The first name of its host may be `*`, for every name below the rest. `findAllowFault` also refuses a
 * public suffix as the rest.
 */
export function findOriginFault(text: string, mode = choosePinnedMode(text)): Fault | null {
  const said = JSON.stringify(text)
  if (text === '') return { problem: 'has an empty entry', fix: 'remove the extra comma' }
  if (text === '*') {
    return {
      problem: '"*" would trust every site, and browsers refuse it with credentials',
      fix: 'list each origin, as in https://you.github.io',
    }
  }
  if (text === 'null') {
    return {
      problem: '"null" is sent by any sandboxed frame and any local file, so it names nobody',
      fix: SERVE_IT,
    }
  }
  if (/\s/.test(text)) {
    const fix = 'leave it out; in a list, separate origins by commas'
    return { problem: `${said} contains white space`, fix }
  }
  if (/[,;]/.test(text)) {
    const fix = 'write each by itself; in a list, separate origins by commas'
    return { problem: `${said} is more than one origin`, fix }
  }
  const app = findAppOriginFault(text, mode)
  if (app !== undefined) return app
  if (text.includes('*')) return findWildcardFault(text, said, mode)
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) {
    // `https:/x` and `https//x` have half of one.
    const rest = text.replace(/^https?(?::|(?=\/))\/*/i, '')
    return { problem: `${said} has no scheme`, fix: suggestFix(`http://${rest}`) }
  }
  return findUrlFault(text, said, mode)
}

/** How to give an origin to the pages of a local folder. The port is one whose origin a new `.env` allows. */
const SERVE_IT =
  'serve the page over http, as by `npx serve -l 4100`, and list the origin that it says'

// Stands in for "*", which the URL parser refuses.
const WILDCARD_STAND_IN = 'any-name'

function findWildcardFault(text: string, said: string, mode: Mode): Fault | null {
  if (!/^[a-z]+:\/\/\*\.[^*]+$/i.test(text)) {
    const fix = 'write it once, as the whole first name: https://*.example.com'
    return { problem: `${said} has a wildcard where it matches nothing`, fix }
  }
  const fault = findUrlFault(text.replace('*', WILDCARD_STAND_IN), said, mode)
  return fault && { ...fault, fix: fault.fix.replace(`//${WILDCARD_STAND_IN}.`, '//*.') }
}

function findUrlFault(text: string, said: string, mode: Mode): Fault | null {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return { problem: `${said} is not a URL`, fix: suggestFix('') }
  }
  if (url.protocol === 'file:') {
    return { problem: `${said} is a file, whose pages have no origin`, fix: SERVE_IT }
  }
  // Other schemes have opaque origins (URL standard, "origin of a URL"), serialised as "null".
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { problem: `${said} is neither https nor http`, fix: suggestFix('') }
  }
  if (isAddress(url.hostname) && !isLoopback(url.hostname)) {
    return {
      problem: `${said} is an address, which may belong to somebody else tomorrow`,
      fix: 'use a name',
    }
  }
  const fix = suggestFix(text)
  if (url.username !== '' || url.password !== '') {
    return { problem: `${said} has a user name or password`, fix }
  }
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text)) {
    return { problem: `${said} has a query or fragment`, fix }
  }
  if (url.pathname !== '/') return { problem: `${said} has a path`, fix }
  if (/[/\\]$/.test(text)) return { problem: `${said} ends with a slash`, fix }
  if (/^\.|\.\./.test(url.hostname)) {
    return { problem: `${said} has an empty name in its host`, fix }
  }
  if (url.hostname.endsWith('.')) return { problem: `${said} has a host that ends with a dot`, fix }
  // Browsers neither take a Secure cookie from plain http nor send one to it (RFC 6265bis §5.7): only a token is left.
  if (url.protocol === 'http:' && mode !== 'bearer' && !isLoopback(url.hostname)) {
    const problem = `${said} is plain http, which anyone on the way can alter and which gets no Secure cookie`
    return { problem, fix }
  }
  if (/[A-Z]/.test(text)) return { problem: `${said} has upper case letters`, fix }
  // What is left: a default port, a host in Unicode or in an odd spelling of an address.
  if (url.origin !== text) return { problem: `${said} is not how a browser writes it`, fix }
  return null
}

/** Whether a URL's `hostname` is an IP address. The URL parser has normalised every spelling of one. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname)
}

/** Suggests the nearest origin that would pass, or else an example. */
function suggestFix(text: string): string {
  if (URL.canParse(text)) {
    const { protocol, hostname, port } = new URL(text)
    const bare = hostname.split('.').filter(Boolean).join('.')
    const scheme = protocol === 'http:' && isLoopback(bare) ? 'http' : 'https'
    const origin = `${scheme}://${bare}${port && `:${port}`}`
    if (URL.canParse(origin)) return `write ${new URL(origin).origin}`
  }
  return 'write scheme and host, as in https://you.github.io'
}
