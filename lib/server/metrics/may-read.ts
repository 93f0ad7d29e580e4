import { createHash, timingSafeEqual } from 'node:crypto'
import { isLoopback } from '#lib/cors/origin.ts'
import { env } from '#lib/env/env.ts'
import { isDirectConnection, readClientAddress } from '#lib/http/client-address.ts'

/**
 * Whether whoever sent `headers` may read the figures: with METRICS_TOKEN, or from this machine. A proxy on this
 * machine sends its clients' requests from here as well, so what carries a mark of one comes from elsewhere; and
 * so does what names a host that is not loopback, which a page could have pointed here (DNS rebinding).
 */
export function mayReadMetrics(headers: Headers): boolean {
  const given = headers.get('authorization')
  if (given !== null) return isMetricsToken(given)
  const host = headers.get('host') ?? ''
  return (
    // Next writes the socket's address into X-Forwarded-For where there is none.
    env().trustProxy === 0 &&
    isLoopback(readClientAddress(headers)) &&
    isDirectConnection(headers) &&
    URL.canParse(`http://${host}`) &&
    isLoopback(new URL(`http://${host}`).hostname)
  )
}

/** In constant time: the digests are of one length, and tell nothing of where two tokens differ (ASVS v5.0.0-11.2.4). */
function isMetricsToken(authorization: string): boolean {
  const { metricsToken } = env()
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  if (!metricsToken || !token) return false
  return timingSafeEqual(digest(token), digest(metricsToken))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
