/**
 * The source by which `form-action` lets a form lead to `address` (CSP level 3 §2.3.1): its origin, or its scheme alone
 * where it has none, as that of an app, or one that no source can name, as an IPv6 address.
 */
export function toFormSource(address: string): string {
  const { origin, protocol, hostname } = new URL(address)
  return origin === 'null' || hostname.startsWith('[') ? protocol : origin
}
