import { isAppOrigin } from '#lib/cors/app-origin.ts'
import { isLoopback } from '#lib/cors/origin.ts'

/**
 * Reads the origin from what somebody pasted into a field for one: the address of a page, or a host without a scheme.
 * Null if there is none.
 */
export function readPastedOrigin(text: string): string | null {
  // Pages without an origin send "null", which is not a host.
  if (text === '' || text === 'null' || text.includes('*')) return null
  const [bare = ''] = /^[a-z-]+:\/\/[^/?#]*/.exec(text) ?? []
  if (isAppOrigin(bare)) return bare
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : addScheme(text))
  return url && /^https?:$/.test(url.protocol) ? url.origin : null
}

function addScheme(text: string): string {
  const isLocal = isLoopback(URL.parse(`http://${text}`)?.hostname ?? '')
  return `http${isLocal ? '' : 's'}://${text}`
}
