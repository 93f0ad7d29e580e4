import { getDomain } from 'tldts'

/** How a page relates to the server that it calls. */
export type Relation = 'same-origin' | 'same-site' | 'cross-site'

/**
 * Compares the origin of a page with the server, by scheme and registrable domain, as browsers tell sites apart (HTML
 * standard, "schemelessly same site" and "same site"). Another port makes another origin, but not another site.
 */
export function computeRelation(origin: string, server: URL): Relation {
  if (origin === server.origin) return 'same-origin'
  if (origin === 'null') return 'cross-site'
  const page = new URL(origin)
  const isSame = page.protocol === server.protocol && computeSite(page) === computeSite(server)
  return isSame ? 'same-site' : 'cross-site'
}

/** The registrable domain, or the host itself if it has none: an IP address, `localhost`, a public suffix. */
export function computeSite({ hostname }: URL): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname
}
