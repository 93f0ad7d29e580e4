import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '#lib/http/problem.ts'

/**
 * Why the proxy has refused a request. nginx passes such a request on without its body and with the status in
 * `X-Latchkey-Refused`, so that the answer has the CORS headers that let a page read the reason (deploy/nginx). A
 * client that sends this header only gets its own request refused.
 */
export function findProxyRefusal(headers: IncomingHttpHeaders): Problem | null {
  switch (headers['x-latchkey-refused']) {
    case '413':
      return new Problem(413, 'body_too_large', 'The request body is too large.')
    case '431':
      return new Problem(431, 'unreadable_request', 'The request headers are too large.')
    default:
      return null
  }
}
