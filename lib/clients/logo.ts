import { invalidInput, Problem } from '#lib/http/problem.ts'
import { decodeImage } from '#lib/images/decode.ts'

/** The largest file that a logo is made from, in bytes. */
const MAX_LOGO_BYTES = 256 * 1024
const SIDE_PIXELS = 96
const DATA_ADDRESS = /^data:image\/[a-z+.-]+;base64,([A-Za-z0-9+/\s]+={0,2})$/i

/**
 * Makes the logo of a client from a data address or a file: decoded and encoded again as a small WebP, so that nothing
 * else of it is kept. @returns it as a data address.
 * @throws Problem 400 at the field `logo` for anything that is no image of a kind and size that avatars have too, 503.
 */
export async function renderLogo(source: string | Uint8Array): Promise<string> {
  const file = typeof source === 'string' ? readDataAddress(source) : source
  if (file.length > MAX_LOGO_BYTES) throw refuseLogo('The logo must have at most 256 KiB.')
  try {
    return await decodeImage(file, { side: SIDE_PIXELS, fit: 'contain' }, async copy => {
      const bytes = await copy().webp().toBuffer()
      return `data:image/webp;base64,${bytes.toString('base64')}`
    })
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    throw refuseLogo(error.message)
  }
}

function readDataAddress(text: string): Uint8Array {
  const [, base64] = DATA_ADDRESS.exec(text.trim()) ?? []
  if (base64 === undefined) {
    throw refuseLogo('The logo must be an image as a data address: data:image/png;base64,…')
  }
  return Buffer.from(base64, 'base64')
}

function refuseLogo(message: string): Problem {
  return invalidInput([{ path: 'logo', message }])
}
