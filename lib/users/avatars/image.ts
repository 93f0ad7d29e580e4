import type { Metadata, SharpOptions } from 'sharp'
import { Problem } from '#lib/http/problem.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/** The two pictures that are kept of one that was sent: WebP, square, without metadata. */
export type AvatarImages = { large: Uint8Array<ArrayBuffer>; small: Uint8Array<ArrayBuffer> }

/** The sides of the pictures that are kept, in pixels. */
export const LARGE_PIXELS = 512
export const SMALL_PIXELS = 96

const MAX_PIXELS = 40_000_000
/** The longest side that a JPEG can have; the cost of a picture grows with its sides too. */
const MAX_SIDE_PIXELS = 65_535
/** How many pictures may wait for the one that is being decoded, and how long one may take, in seconds. */
const MAX_WAITING = 32
const DECODE_TIMEOUT_SECONDS = 30

/** The first frame only; what is damaged is refused, what a decoder merely warns of is not. */
const DECODE_OPTIONS: SharpOptions = {
  limitInputPixels: MAX_PIXELS,
  failOn: 'error',
  pages: 1,
  sequentialRead: true,
}

/** How a JPEG, a PNG, a GIF and a WebP begin: no other decoder than theirs ever sees a file. */
const SIGNATURE = /^(?:\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF.{4}WEBP)/s

/**
 * Makes the two pictures of one that was sent: turned as its EXIF says, cropped to a square around its
 * middle, re-encoded, so that nothing else of the file is kept (ASVS v5.0.0-5.2.2, 5.2.6).
 *
 * What the file is, is judged by its content, before a decoder sees it; how large, by its header, before
 * anything is decoded. Pictures are decoded one at a time, since one may take 300 MB.
 * @throws Problem 415 for what is no JPEG, PNG, GIF or WebP, 413 past 40 megapixels, 400 for a broken
 *   picture, 503 while too many wait.
 */
export async function renderAvatar(file: Uint8Array): Promise<AvatarImages> {
  if (!SIGNATURE.test(Buffer.from(file.subarray(0, 12)).toString('latin1'))) {
    throw new Problem(415, 'unsupported_media_type', 'Send a picture: JPEG, PNG, GIF or WebP.')
  }
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  const header = sharp(file, { ...DECODE_OPTIONS, limitInputPixels: false })
  refuseHuge(await header.metadata().catch(refuseBroken))
  return runOneAtATime(async () => {
    const { data, info } = await sharp(file, DECODE_OPTIONS)
      .timeout({ seconds: DECODE_TIMEOUT_SECONDS })
      .autoOrient()
      .resize(LARGE_PIXELS, LARGE_PIXELS, { fit: 'cover' })
      .raw()
      .toBuffer({ resolveWithObject: true })
      .catch(refuseBroken)
    const { width, height, channels } = info
    const square = () => sharp(data, { raw: { width, height, channels } })
    return {
      large: new Uint8Array(await square().webp().toBuffer()),
      small: new Uint8Array(await square().resize(SMALL_PIXELS, SMALL_PIXELS).webp().toBuffer()),
    }
  })
}

function refuseHuge({ width, height }: Metadata): void {
  if (width * height <= MAX_PIXELS && Math.max(width, height) <= MAX_SIDE_PIXELS) return
  const message = `The picture has ${width} × ${height} pixels; at most 40 million are taken.`
  throw new Problem(413, 'too_many_pixels', message)
}

/** The decoder's own words name files and functions of ours, so they go nowhere. */
function refuseBroken(): never {
  throw new Problem(400, 'broken_picture', 'The picture is damaged and cannot be read.')
}

async function runOneAtATime<T>(decode: () => Promise<T>): Promise<T> {
  const queue = onePerProcess('pictures', () => ({ length: 0, last: Promise.resolve<unknown>(0) }))
  if (queue.length > MAX_WAITING) {
    const headers: [string, string][] = [['Retry-After', '5']]
    throw new Problem(503, 'pictures_busy', 'Too many pictures are sent. Try again soon.', {
      headers,
    })
  }
  queue.length++
  const turn = queue.last.then(decode).finally(() => queue.length--)
  queue.last = turn.catch(() => 0)
  return turn
}
