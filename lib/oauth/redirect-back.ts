/**
 * Leads the person back to a client, at `address` with `parameters` in its query. Nothing stores that answer, and the
 * client is not told which page it came from.
 */
export function redirectBack(address: string, parameters: Record<string, string>): Response {
  const query = String(new URLSearchParams(parameters))
  const separator = address.includes('?') ? '&' : '?'
  return new Response(null, {
    status: 303,
    headers: {
      Location: query === '' ? address : `${address}${separator}${query}`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'unsafe-none',
    },
  })
}
