import { getDomain } from 'tldts'

/** How a page relates to the server that it calls. */
export type Relation = 'same-origin' | 'same-site' | 'cross-site'

/**
 * Compares the origin of a page with the server, by scheme and registrable domain, as browsers tell sites apart (HTML
 * standard, "schemelessly same site" and "same site"). Another port makes another origin, but not another site.
 */
export function computeRelation(origin: string, server: URL): Relation {
  if (origin === server.origin) return 'same-origin'
  if (!isWebOrigin(origin)) return 'cross-site'
  return computeSite(new URL(origin)) === computeSite(server) ? 'same-site' : 'cross-site'
}

/**
 * Whether the origin of a page and the server differ by the scheme alone, or by less (HTML standard, "schemelessly same
 * site").
 */
export function isSameSiteBarScheme(origin: string, server: URL): boolean {
  return isWebOrigin(origin) && computeDomain(new URL(origin)) === computeDomain(server)
}

/** Whether an origin is a website's, and so on a site: not `null`, and not an app's or an extension's. */
export function isWebOrigin(origin: string): boolean {
  return /^https?:/.test(origin)
}

/**
 * The site of a URL: its scheme and registrable domain, as in `https://example.com`. A host without a registrable domain
 * stands for itself: an IP address, `localhost`, a public suffix.
 */
export function computeSite(url: URL): string {
  return `${url.protocol}//${computeDomain(url)}`
}

function computeDomain({ hostname }: URL): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname
}
