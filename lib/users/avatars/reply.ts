import { createHash } from 'node:crypto'
import { z } from 'zod'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { isNotModified } from '#lib/http/etag.ts'
import type { AvatarFile } from './avatar.ts'
import { LARGE_PIXELS, SMALL_PIXELS } from './image.ts'

const sizes = { [LARGE_PIXELS]: LARGE_PIXELS, [SMALL_PIXELS]: SMALL_PIXELS } as const

/** Which image of an avatar: its side in pixels, and the version that `pfp` names. */
export const AvatarQuery = z.object({
  size: z
    .enum(
      [String(LARGE_PIXELS), String(SMALL_PIXELS)],
      `size must be ${LARGE_PIXELS} or ${SMALL_PIXELS}.`,
    )
    .default(String(LARGE_PIXELS))
    .transform(text => sizes[Number(text) as keyof typeof sizes])
    .describe('Its side in pixels.'),
  v: z
    .string()
    .min(1, 'v must be a version that pfp names.')
    .max(64, 'v must be a version that pfp names.')
    .optional()
    .describe('A version, as `pfp` names it.'),
})

/**
 * Answers with an avatar that any page may show in an `<img>`. Only the browser may keep it, not a cache that others
 * use: a lasting one for a day, so that one that was deleted does not go on being seen. About any other it asks again
 * each time.
 */
export function makeAvatarReply(request: Request, { type, bytes, lasting }: AvatarFile): Response {
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
  const headers = {
    ETag: etag,
    'Cache-Control': lasting ? 'private, max-age=86400' : 'private, no-cache',
    ...EMBEDDABLE,
    'Content-Disposition': 'inline',
  }
  if (isNotModified(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(bytes, { headers: { ...headers, 'Content-Type': type } })
}
