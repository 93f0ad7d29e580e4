/**
 * Whether a page embeds or fetches what only a window may show: something would happen without the person seeing it.
 * Clients that do not say what they load are no browsers (Fetch Metadata §2.1).
 */
export function isEmbedded(headers: Headers): boolean {
  const destination = headers.get('sec-fetch-dest')
  return destination !== null && destination !== 'document'
}
