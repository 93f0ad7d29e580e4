import { isLoopback } from '#lib/cors/origin.ts'
import { env } from '#lib/env/env.ts'
import { isBearerSecret } from '#lib/http/bearer-secret.ts'
import { isDirectConnection, readClientAddress } from '#lib/http/client-address.ts'

/**
 * Whether a request with these headers may read the metrics: it has METRICS_TOKEN, or comes from this machine. A
 * proxy on this machine forwards the requests of others, so a request with a proxy's header counts as remote. So
 * does one whose Host is not loopback, because a page could have pointed its own name here (DNS rebinding).
 */
export function mayReadMetrics(headers: Headers): boolean {
  const given = headers.get('authorization')
  if (given !== null) return isBearerSecret(given, env().metricsToken)
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
