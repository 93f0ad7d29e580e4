import { z } from 'zod'
import { readBytes, readJson, tooLarge } from '#lib/http/body.ts'
import { invalidInput, Problem } from '#lib/http/problem.ts'

/** The largest picture that is taken, in bytes. */
export const PICTURE_LIMIT = 5 * 1024 * 1024
/** Base64 is a third longer, and may be broken into lines. */
const JSON_PICTURE_LIMIT = 1.5 * PICTURE_LIMIT
/** What may stand around the file in a form. */
const FORM_LIMIT = PICTURE_LIMIT + 64 * 1024
const MOST_PARTS = 20

const NO_PICTURE = 'Base64 image data required.'

/** The ancestor's body. Its clients send what a canvas or a FileReader gives, a data: URL, or base64 alone. */
export const JsonPicture = z.object({
  pfp: z.string(NO_PICTURE).transform((text, context) => {
    const base64 = text.replace(/^data:[^,]{0,200};base64,/i, '').replace(/[\r\n]+/g, '')
    if (base64 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return Buffer.from(base64, 'base64')
    context.addIssue({ code: 'custom', message: NO_PICTURE })
    return z.NEVER
  }),
})

/**
 * Reads the picture that a request brings: as the only file of `multipart/form-data`, as the ancestor's JSON
 * `{pfp: <base64>}`, or, under any other type, as the body itself. What it is, is for the decoder to judge.
 * @throws Problem 413 past {@link PICTURE_LIMIT}, 400 for a body that holds no picture.
 */
export async function readPicture(request: Request): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? ''
  if (/^application\/json\s*(;|$)/i.test(type)) return withinLimit(await readPfp(request))
  if (/^multipart\/form-data\s*;/i.test(type)) return withinLimit(await readFile(request, type))
  return readBytes(request, PICTURE_LIMIT)
}

async function readPfp(request: Request): Promise<Uint8Array> {
  return (await readJson(request, JsonPicture, { limit: JSON_PICTURE_LIMIT })).pfp
}

async function readFile(request: Request, type: string): Promise<Uint8Array> {
  const body = await readBytes(request, FORM_LIMIT)
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type)?.slice(1).join('')
  if (!boundary || hasMore(body, `--${boundary}`, MOST_PARTS)) throw brokenForm()
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
  if (picture.length > PICTURE_LIMIT) throw tooLarge(PICTURE_LIMIT)
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
