import { MAX_LOCATION_LENGTH } from '#lib/oauth/flow-step.ts'

const HOME = '/users'

/**
 * Where to go after signing in: `text` if it is an absolute path of this origin, or else `/users`.
 *
 * Anybody can write the link that `text` comes from, so everything that a browser or a proxy might read as another
 * place is refused (ASVS v5.0.0-3.7.2): `//host`, backslashes, schemes, control characters and spaces, also if they
 * are percent-encoded any number of times, and dot segments that leave a `//`.
 */
export function toSafeNext(text: unknown): string {
  if (typeof text !== 'string' || text.length > MAX_LOCATION_LENGTH || !isPlainPath(text))
    return HOME
  const url = URL.parse(text, 'http://own.invalid')
  if (url?.origin !== 'http://own.invalid' || !isPlainPath(url.pathname)) return HOME
  return decodesToPlainPath(url.pathname) ? url.pathname + url.search + url.hash : HOME
}

function isPlainPath(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it refuses them.
  return /^\/(?!\/)[^\\\u0000-\u0020\u007f-\u00a0]*$/.test(text)
}

function decodesToPlainPath(path: string): boolean {
  try {
    for (let seen = path, next = decodeURIComponent(seen); next !== seen; ) {
      if (!isPlainPath(next)) return false
      seen = next
      next = decodeURIComponent(seen)
    }
    return true
  } catch {
    return false
  }
}
