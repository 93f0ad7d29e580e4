import { z } from 'zod'
import { bodyTooLarge, readBytes, readJson } from '#lib/http/body.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'

/** The largest avatar file that is accepted. */
export const MAX_AVATAR_BYTES = 5 * 1024 * 1024
/** Base64 is a third longer, and may be broken into lines. */
const MAX_JSON_AVATAR_BYTES = 1.5 * MAX_AVATAR_BYTES
/** A form has more around the file. */
const MAX_FORM_BYTES = MAX_AVATAR_BYTES + 64 * 1024
const MAX_FORM_PARTS = 20

/** How a `data:` URL with base64 begins. */
export const DATA_URL_START = /^data:[^,]{0,200};base64,/i

const NO_AVATAR = 'Base64 image data required.'

/** The body of the Flask backend. Its clients send a data: URL, from a canvas or a FileReader, or base64 alone. */
export const AvatarBody = z.object({
  pfp: z.string(NO_AVATAR).transform((text, context) => {
    const base64 = text.replace(DATA_URL_START, '').replace(/[\r\n]+/g, '')
    if (base64 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return Buffer.from(base64, 'base64')
    context.addIssue({ code: 'custom', message: NO_AVATAR })
    return z.NEVER
  }),
})

/**
 * Reads the avatar file from a request: the only file of `multipart/form-data`, the Flask backend's JSON
 * `{pfp: <base64>}`, or, with any other content type, the body itself. Whether it is an image, the decoder decides.
 * @throws Problem 413 `body_too_large` beyond {@link MAX_AVATAR_BYTES}, 400 for a body without a file.
 */
export async function readAvatar(request: Request): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? ''
  if (/^application\/json\s*(;|$)/i.test(type)) {
    return requireAvatarSize(await readJsonAvatar(request))
  }
  if (/^multipart\/form-data\s*;/i.test(type)) {
    return requireAvatarSize(await readFormFile(request, type))
  }
  return readBytes(request, MAX_AVATAR_BYTES)
}

/** Lets a file of at most {@link MAX_AVATAR_BYTES} pass. @throws Problem 413 `body_too_large`. */
export function requireAvatarSize(file: Uint8Array): Uint8Array {
  if (file.length > MAX_AVATAR_BYTES) throw bodyTooLarge(MAX_AVATAR_BYTES)
  return file
}

async function readJsonAvatar(request: Request): Promise<Uint8Array> {
  return (await readJson(request, AvatarBody, { limit: MAX_JSON_AVATAR_BYTES })).pfp
}

async function readFormFile(request: Request, type: string): Promise<Uint8Array> {
  const body = await readBytes(request, MAX_FORM_BYTES)
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type)?.slice(1).join('')
  if (!boundary || hasMore(body, `--${boundary}`, MAX_FORM_PARTS)) throw brokenForm()
  const form = await new Response(body, { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => {
      throw brokenForm()
    })
  const files = [...form.values()].filter(value => typeof value !== 'string')
  const [file] = files
  if (!file || files.length > 1) {
    throw invalidInput([{ path: 'pfp', message: 'Send exactly one file.' }])
  }
  return new Uint8Array(await file.arrayBuffer())
}

/** Whether `text` occurs more than `max` times. Parsing a hundred thousand parts would block everybody for 0.5 s. */
function hasMore(body: Uint8Array<ArrayBuffer>, text: string, max: number): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  let count = 0
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) {
    if (++count > max) return true
  }
  return false
}

function brokenForm(): Problem {
  return new Problem(400, 'broken_form', 'The form is malformed.')
}
