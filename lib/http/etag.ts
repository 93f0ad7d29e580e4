/** The strong entity tag of a user (RFC 9110 §8.8.3). It changes with each change of the user. */
export function makeEtag({ version }: { version: string }): string {
  return `"${version}"`
}

/** Whether `If-Match` permits a change of what has `etag` (RFC 9110 §13.1.1). Without the header it does. */
export function isIfMatchSatisfied(ifMatch: string | null, etag: string): boolean {
  if (ifMatch === null || ifMatch.trim() === '*') return true
  return ifMatch.split(',').some(tag => tag.trim() === etag)
}

/** Whether the client already has what `etag` names, by its `If-None-Match` (RFC 9110 §13.1.2). */
export function isNotModified(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  const known = ifNoneMatch.split(',').map(tag => tag.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}
