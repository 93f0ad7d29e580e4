import { createHash } from 'node:crypto'
import { isNotModified } from '#lib/http/etag.ts'

/** A text that pages on any origin load, and its version, which follows from what is in it. */
export type Published = { type: string; text: string; version: string }

export function makePublished(type: string, text: string): Published {
  const version = createHash('sha256').update(text).digest('hex').slice(0, 16)
  return { type: `${type}; charset=utf-8`, text, version }
}

/**
 * Answers with what is published. `?v=` names a version, as the entity tag does: the present one is kept for a
 * year; without it, or with another, a browser asks again after five minutes.
 */
export function makePublishedReply(request: Request, { type, text, version }: Published): Response {
  const etag = `"${version}"`
  const lasting = new URL(request.url).searchParams.get('v') === version
  const headers = {
    ETag: etag,
    'Cache-Control': lasting
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=300, stale-while-revalidate=86400',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
  if (isNotModified(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(text, { headers: { ...headers, 'Content-Type': type } })
}
