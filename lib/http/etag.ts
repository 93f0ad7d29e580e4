/** The strong entity tag of a user (RFC 9110 §8.8.3): another one after each change. */
export function makeEtag({ version }: { version: string }): string {
  return `"${version}"`
}

/** Whether `If-Match` lets a change of what has `etag` happen (RFC 9110 §13.1.1): without one it may. */
export function isIfMatchSatisfied(ifMatch: string | null, etag: string): boolean {
  if (ifMatch === null || ifMatch.trim() === '*') return true
  return ifMatch.split(',').some(tag => tag.trim() === etag)
}

/** Whether a client that sends `If-None-Match` has what `etag` names already (RFC 9110 §13.1.2). */
export function isNotModified(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  const known = ifNoneMatch.split(',').map(tag => tag.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}
