import type { Fault } from '#lib/cors/fault.ts'
import { isLoopback } from '#lib/cors/origin.ts'

const example = 'write scheme and host, as in https://auth.example.com'

/** Returns what is wrong with PUBLIC_URL, or null: it is this server's origin and nothing more. */
export function findPublicUrlFault(text: string): Fault | null {
  const said = JSON.stringify(text)
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return { problem: `${said} is not an http(s) URL`, fix: example }
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    return { problem: 'has a user name or password', fix: `write ${url.origin}` }
  }
  if (url.pathname !== '/' || /[?#]/.test(text)) {
    return { problem: `${said} has a path or query`, fix: `write ${url.origin}` }
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return {
      problem: `${said} is plain http, so passwords would cross the network in clear text`,
      fix: `write https://${url.host}, and http for localhost only`,
    }
  }
  return null
}

/**
 * Returns what is wrong with OTEL_EXPORTER_OTLP_ENDPOINT, or null. It may be http, for a collector in a private
 * network.
 */
export function findCollectorUrlFault(text: string): Fault | null {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return null
  return { problem: 'is not an http(s) URL', fix: 'write it as in http://collector:4318' }
}

/** HOST: an address to listen on, without a scheme. */
export function findHostFault(text: string): Fault | null {
  if (/^[\w.:-]+$/.test(text)) return null
  const problem = `${JSON.stringify(text)} is not a host`
  return { problem, fix: 'write an address alone, as in 127.0.0.1, 0.0.0.0 or ::' }
}
