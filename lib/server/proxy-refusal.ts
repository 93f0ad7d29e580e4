import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '#lib/http/problem.ts'

/**
 * What the proxy has refused and hands over without its body, to be refused here with the headers that let a page
 * read why (deploy/nginx); it sends `X-Latchkey-Refused` with the status. From anybody else that says no more than
 * that they refuse their own request.
 */
export function findProxyRefusal(headers: IncomingHttpHeaders): Problem | null {
  switch (headers['x-latchkey-refused']) {
    case '413':
      return new Problem(413, 'body_too_large', 'That is too large to be sent here.')
    case '431':
      return new Problem(431, 'unreadable_request', 'The request has too many or too long headers.')
    default:
      return null
  }
}
