import { createHash } from 'node:crypto'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { isNotModified } from '#lib/http/etag.ts'
import { Problem } from '#lib/http/problem.ts'

/**
 * A text that pages on any origin may load. Its version is a hash of the text, and so is `integrity`, as Subresource
 * Integrity writes it.
 */
export type Published = { type: string; text: string; version: string; integrity: string }

/** Makes a published text of the media type `type`. */
export function makePublished(type: string, text: string): Published {
  const version = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const integrity = `sha384-${createHash('sha384').update(text).digest('base64')}`
  return { type: `${type}; charset=utf-8`, text, version, integrity }
}

/**
 * Answers with a published text. `?v=` names a version, as the entity tag does. Caches keep the current version for a
 * year where it is named, and otherwise ask again after five minutes.
 * @throws Problem 404 `unknown_version` where another version is named: only the current one is there.
 */
export function makePublishedReply(request: Request, { type, text, version }: Published): Response {
  const etag = `"${version}"`
  const named = new URL(request.url).searchParams.getAll('v')
  if (named.some(name => name !== version)) {
    const message = `This version is not here any more. The current one is ${version}.`
    throw new Problem(404, 'unknown_version', message)
  }
  const lasting = named.length > 0
  const headers = {
    ETag: etag,
    'Cache-Control': lasting
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=300, stale-while-revalidate=86400',
    ...EMBEDDABLE,
  }
  if (isNotModified(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(text, { headers: { ...headers, 'Content-Type': type } })
}
