import { Problem } from '#lib/http/problem.ts'

/**
 * Answers what a browser asks for FedCM alone. No script can send this header, so no page gets by `fetch` what the
 * browser is told about its user (FedCM §7.4, Fetch Metadata §2.1).
 * @throws Problem 403 `not_webidentity`.
 */
export function requireWebIdentity({ headers }: Request): void {
  if (headers.get('sec-fetch-dest') === 'webidentity') return
  const message =
    'Only a browser asks this, by itself (FedCM). Pages call navigator.credentials.get.'
  throw new Problem(403, 'not_webidentity', message)
}
