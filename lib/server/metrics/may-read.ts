import { createHash, timingSafeEqual } from 'node:crypto'
import { isLoopback } from '#lib/cors/origin.ts'
import { env } from '#lib/env/env.ts'
import { isDirectConnection, readClientAddress } from '#lib/http/client-address.ts'

/**
 * Whether a request with these headers may read the metrics: it has METRICS_TOKEN, or comes from this machine. A
 * proxy on this machine forwards the requests of others, so a request with a proxy's header counts as remote. So
 * does one whose Host is not loopback, because a page could have pointed its own name here (DNS rebinding).
 */
export function mayReadMetrics(headers: Headers): boolean {
  const given = headers.get('authorization')
  if (given !== null) return isMetricsToken(given)
  const host = headers.get('host') ?? ''
  return (
    // Next writes the socket's address into X-Forwarded-For when the header is missing.
    env().trustProxy === 0 &&
    isLoopback(readClientAddress(headers)) &&
    isDirectConnection(headers) &&
    URL.canParse(`http://${host}`) &&
    isLoopback(new URL(`http://${host}`).hostname)
  )
}

/** Compares in constant time: the digests have one length and do not show where tokens differ (ASVS v5.0.0-11.2.4). */
function isMetricsToken(authorization: string): boolean {
  const { metricsToken } = env()
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  if (!metricsToken || !token) return false
  return timingSafeEqual(digest(token), digest(metricsToken))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
