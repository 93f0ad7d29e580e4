import { z } from 'zod'
import { bodyTooLarge, readBytes, readJson } from '#lib/http/body.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'

/** The largest picture that is taken, in bytes. */
export const MAX_AVATAR_BYTES = 5 * 1024 * 1024
/** Base64 is a third longer, and may be broken into lines. */
const MAX_JSON_AVATAR_BYTES = 1.5 * MAX_AVATAR_BYTES
/** What may stand around the file in a form. */
const MAX_FORM_BYTES = MAX_AVATAR_BYTES + 64 * 1024
const MAX_FORM_PARTS = 20

const NO_AVATAR = 'Base64 image data required.'

/** The ancestor's body. Its clients send what a canvas or a FileReader gives, a data: URL, or base64 alone. */
export const AvatarBody = z.object({
  pfp: z.string(NO_AVATAR).transform((text, context) => {
    const base64 = text.replace(/^data:[^,]{0,200};base64,/i, '').replace(/[\r\n]+/g, '')
    if (base64 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return Buffer.from(base64, 'base64')
    context.addIssue({ code: 'custom', message: NO_AVATAR })
    return z.NEVER
  }),
})

/**
 * Reads the picture that a request brings: as the only file of `multipart/form-data`, as the ancestor's JSON
 * `{pfp: <base64>}`, or, under any other type, as the body itself. What it is, is for the decoder to judge.
 * @throws Problem 413 past {@link MAX_AVATAR_BYTES}, 400 for a body that holds no picture.
 */
export async function readAvatar(request: Request): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? ''
  if (/^application\/json\s*(;|$)/i.test(type)) return withinLimit(await readJsonAvatar(request))
  if (/^multipart\/form-data\s*;/i.test(type)) return withinLimit(await readFormFile(request, type))
  return readBytes(request, MAX_AVATAR_BYTES)
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
    throw invalidInput([{ path: 'pfp', message: 'Send exactly one picture.' }])
  }
  return new Uint8Array(await file.arrayBuffer())
}

function withinLimit(picture: Uint8Array): Uint8Array {
  if (picture.length > MAX_AVATAR_BYTES) throw bodyTooLarge(MAX_AVATAR_BYTES)
  return picture
}

/** Parsing a form of a hundred thousand parts would hold up everybody for half a second. */
function hasMore(body: Uint8Array<ArrayBuffer>, text: string, most: number): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  let count = 0
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) {
    if (++count > most) return true
  }
  return false
}

function brokenForm(): Problem {
  return new Problem(400, 'broken_form', 'The form is malformed.')
}
