import { getDomain } from 'tldts'

export type Relation = 'same-origin' | 'same-site' | 'cross-site'

/**
 * How a page of `origin` stands to the server: by scheme and registrable domain, as browsers tell sites apart
 * (HTML standard, "schemelessly same site" and "same site"). Ports make other origins, but no other sites.
 */
export function computeRelation(origin: string, server: URL): Relation {
  if (origin === server.origin) return 'same-origin'
  if (origin === 'null') return 'cross-site'
  const page = new URL(origin)
  const isSame = page.protocol === server.protocol && computeSite(page) === computeSite(server)
  return isSame ? 'same-site' : 'cross-site'
}

/** The registrable domain; the host itself where there is none: an address, `localhost`, a public suffix. */
export function computeSite({ hostname }: URL): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname
}
