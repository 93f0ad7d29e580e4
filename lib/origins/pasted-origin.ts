import { isLoopback } from '#lib/cors/origin.ts'

/**
 * The origin of what somebody pasted where one is asked for: an address of a page, or a host without its scheme.
 * Null for what has none.
 */
export function readPastedOrigin(text: string): string | null {
  // "null" is what pages without one send, and no host.
  if (text === '' || text === 'null' || text.includes('*')) return null
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : addScheme(text))
  return url && /^https?:$/.test(url.protocol) ? url.origin : null
}

function addScheme(text: string): string {
  const isLocal = isLoopback(URL.parse(`http://${text}`)?.hostname ?? '')
  return `http${isLocal ? '' : 's'}://${text}`
}
