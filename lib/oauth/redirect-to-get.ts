import { bodyTooLarge } from '#lib/http/body.ts'
import { MAX_LOCATION_LENGTH } from './flow-step.ts'

/**
 * Leads a form that was sent to `path` to the same by GET (RFC 9110 §15.4.4).
 * @throws Problem 413 for more than an address holds.
 */
export function redirectToGet(path: string, form: URLSearchParams): Response {
  const location = `${path}?${form}`
  if (location.length > MAX_LOCATION_LENGTH) throw bodyTooLarge(MAX_LOCATION_LENGTH)
  return new Response(null, {
    status: 303,
    headers: { Location: location, 'Cross-Origin-Opener-Policy': 'unsafe-none' },
  })
}
