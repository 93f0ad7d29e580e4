import { createHash } from 'node:crypto'
import { z } from 'zod'
import { EMBEDDABLE } from '#lib/http/answer-headers.ts'
import { isCurrent } from '#lib/http/etag.ts'
import type { Picture } from './avatar.ts'
import { LARGE, SMALL } from './image.ts'

const sizes = { [LARGE]: LARGE, [SMALL]: SMALL } as const

/** Which picture of a user: its side in pixels, and the version that `pfp` names. */
export const PictureQuery = z.object({
  size: z
    .enum([String(LARGE), String(SMALL)], `size must be ${LARGE} or ${SMALL}.`)
    .default(String(LARGE))
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
 * Answers with a picture that any page may show in an `<img>`. One whose address names its version is kept for
 * a year, another is asked for anew each time.
 */
export function pictureReply(request: Request, { type, bytes, lasting }: Picture): Response {
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
  const headers = {
    ETag: etag,
    'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    ...EMBEDDABLE,
    'Content-Disposition': 'inline',
  }
  if (isCurrent(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(bytes, { headers: { ...headers, 'Content-Type': type } })
}
