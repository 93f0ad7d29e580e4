import { createHash } from 'node:crypto'

/** The strong entity tag of a user (RFC 9110 §8.8.3). It changes with each change of the user. */
export function makeEtag({ version }: { version: string }): string {
  return `"${version}"`
}

/** The strong entity tag of an answer, which changes only with what the answer says. */
export function hashToEtag(body: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url')
  return `"${hash.slice(0, 22)}"`
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
