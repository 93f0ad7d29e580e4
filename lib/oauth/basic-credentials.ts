/**
 * The id and the secret of `Authorization: Basic` (RFC 7617), each of which OAuth encodes as a form's value before
 * (RFC 6749 §2.3.1). Null for another scheme, and empty texts for what is no such pair: nobody has those.
 */
export function readBasicCredentials(header: string | null): { id: string; secret: string } | null {
  const [, encoded] = /^basic +(.*)$/i.exec(header ?? '') ?? []
  if (encoded === undefined) return null
  const text = /^[\w+/-]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64').toString() : ''
  const colon = text.indexOf(':')
  if (colon === -1) return { id: '', secret: '' }
  const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)].map(decodeFormValue)
  return { id: id ?? '', secret: secret ?? '' }
}

/** Null for an escape that is none. */
function decodeFormValue(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}
