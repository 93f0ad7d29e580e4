/**
 * Leads the person back to a client, at `address` with `parameters` in its query. Nothing stores that answer, and the
 * client is not told which page it came from.
 */
export function redirectBack(address: string, parameters: Record<string, string>): Response {
  return new Response(null, {
    status: 303,
    headers: {
      Location: addParameters(address, parameters),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'unsafe-none',
    },
  })
}

/** The return address with `parameters` in its query. */
export function addParameters(address: string, parameters: Record<string, string>): string {
  const query = String(new URLSearchParams(parameters))
  const separator = address.includes('?') ? '&' : '?'
  return query === '' ? address : `${address}${separator}${query}`
}
