import type { Metadata, Sharp, SharpOptions } from 'sharp'
import { Problem } from '#lib/http/problem.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { HEIC_ADVICE, isHeic } from './heic.ts'

const MAX_PIXELS = 40_000_000
/** The longest side that a JPEG can have. The cost of an image grows with its sides too, not only with its pixels. */
const MAX_SIDE_PIXELS = 65_535
/** How many files may wait while one is decoded. */
const MAX_WAITING = 32
const DECODE_TIMEOUT_SECONDS = 30
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 }

/** Only the first frame. A damaged file is refused; one that the decoder only warns about is not. */
const DECODE_OPTIONS: SharpOptions = {
  limitInputPixels: MAX_PIXELS,
  failOn: 'error',
  pages: 1,
  sequentialRead: true,
}

/** How a JPEG, a PNG, a GIF and a WebP begin. No decoder for another format ever sees a file. */
const SIGNATURE = /^(?:\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF.{4}WEBP)/s

/** How an image fits a square: cropped around its middle, or whole with clear edges. */
type Square = { side: number; fit: 'cover' | 'contain' }

/**
 * Decodes an image from a file: turned as its EXIF says, converted to sRGB from whatever colours its profile names, made
 * square, and encoded again by `encode`, so that nothing else from the file is kept (ASVS v5.0.0-5.2.2, 5.2.6).
 *
 * The format is judged by the content before a decoder sees the file, and the size by the header before anything is
 * decoded. Files are decoded one at a time, because one may take 300 MB of memory.
 * @param encode encodes copies of the square.
 * @throws Problem 415 unless it is a JPEG, PNG, GIF or WebP, 413 beyond 40 megapixels, 400 for a damaged file, 503
 *   while too many wait.
 */
export async function decodeImage<T>(
  file: Uint8Array,
  { side, fit }: Square,
  encode: (copy: () => Sharp) => Promise<T>,
): Promise<T> {
  if (!SIGNATURE.test(Buffer.from(file.subarray(0, 12)).toString('latin1'))) {
    const message = isHeic(file) ? HEIC_ADVICE : 'Send an image: JPEG, PNG, GIF or WebP.'
    throw new Problem(415, 'unsupported_media_type', message)
  }
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  const header = sharp(file, { ...DECODE_OPTIONS, limitInputPixels: false })
  const metadata = await header.metadata().catch(refuseBroken)
  refuseHuge(metadata)
  // sharp leaves an image of 16 bits with a profile in Display P3.
  const isDeep = metadata.depth === 'ushort' && metadata.hasProfile
  return runOneAtATime(async () => {
    const image = sharp(file, DECODE_OPTIONS).timeout({ seconds: DECODE_TIMEOUT_SECONDS })
    if (isDeep) image.pipelineColourspace('srgb')
    const { data, info } = await image
      .autoOrient()
      .resize(side, side, { fit, background: CLEAR })
      .raw()
      .toBuffer({ resolveWithObject: true })
      .catch(refuseBroken)
    const { width, height, channels } = info
    return encode(() => sharp(data, { raw: { width, height, channels } }))
  })
}

function refuseHuge({ width, height }: Metadata): void {
  if (width * height <= MAX_PIXELS && Math.max(width, height) <= MAX_SIDE_PIXELS) return
  const message = `The image has ${width} × ${height} pixels, but at most 40 million are allowed.`
  throw new Problem(413, 'too_many_pixels', message)
}

/** The decoder's own message names files and functions of ours, so it is not passed on. */
function refuseBroken(): never {
  throw new Problem(400, 'broken_picture', 'The image is damaged and cannot be read.')
}

async function runOneAtATime<T>(decode: () => Promise<T>): Promise<T> {
  const queue = onePerProcess('images', () => ({ length: 0, last: Promise.resolve<unknown>(0) }))
  if (queue.length > MAX_WAITING) {
    const headers: [string, string][] = [['Retry-After', '5']]
    const message = 'Too many images are being set right now. Try again in a few seconds.'
    throw new Problem(503, 'pictures_busy', message, { headers })
  }
  queue.length++
  const decoded = queue.last.then(decode).finally(() => queue.length--)
  queue.last = decoded.catch(() => 0)
  return decoded
}
