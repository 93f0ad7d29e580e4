import { decodeImage } from '#lib/images/decode.ts'

/** The two images that are kept of an avatar: WebP, square, without metadata. */
export type AvatarImages = { large: Uint8Array<ArrayBuffer>; small: Uint8Array<ArrayBuffer> }

/** The sides of the two images. */
export const LARGE_PIXELS = 512
export const SMALL_PIXELS = 96

/**
 * Makes the two images of an avatar from a file, cropped to a square around its middle.
 * @throws Problem as {@link decodeImage} does.
 */
export function renderAvatar(file: Uint8Array): Promise<AvatarImages> {
  return decodeImage(file, { side: LARGE_PIXELS, fit: 'cover' }, async copy => ({
    large: new Uint8Array(await copy().webp().toBuffer()),
    small: new Uint8Array(await copy().resize(SMALL_PIXELS, SMALL_PIXELS).webp().toBuffer()),
  }))
}
