import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { bodyTooLarge } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import { MAX_AVATAR_BYTES } from '../../avatars/body.ts'
import type { FlaskUser } from './database.ts'

/** What the Flask tutorial backend knows of a picture: the name of its file below uploads/<uid>, or all of it. */
type Named = Pick<FlaskUser, 'uid' | 'pfp'>

const DATA = /^data:[^,]{0,200};base64,/i
/** A picture within its column. No file has a name of such length without a dot. */
const BASE64 = /^[A-Za-z0-9+/\s]{64,}={0,2}\s*$/

/** Whether the picture of a user is in a file. */
export function hasAvatarFile({ pfp }: Named): boolean {
  return Boolean(pfp) && !isInline(pfp ?? '')
}

/**
 * Reads the picture of a user: from its column, or from the file that it names. Only the user's own folder is looked
 * into, whatever the names say, and nothing outside of `uploads` is read, wherever links lead (ASVS v5.0.0-5.3.2).
 * @param uploads the folder of the pictures; null to read no files.
 * @returns null for a user without one.
 * @throws Problem 400 `no_picture`, 413.
 */
export async function readFlaskAvatar(
  user: Named,
  uploads: string | null,
): Promise<Uint8Array | null> {
  const { uid, pfp } = user
  if (!pfp || (hasAvatarFile(user) && uploads === null)) return null
  if (isInline(pfp)) return requireWithinLimit(Buffer.from(pfp.replace(DATA, ''), 'base64'))
  if (!isPlain(uid) || !isPlain(pfp)) throw noAvatar(`${pfp} is no name of a file.`)
  const [folder, file] = await Promise.all(
    [String(uploads), join(String(uploads), uid, pfp)].map(path =>
      realpath(path).catch(() => null),
    ),
  )
  if (!folder || !file) throw noAvatar(`There is no file ${pfp} in the folder ${uid}.`)
  if (!file.startsWith(folder + sep)) throw noAvatar(`${pfp} leads out of the folder of uploads.`)
  const facts = await stat(file)
  if (!facts.isFile()) throw noAvatar(`${pfp} is no file.`)
  if (facts.size > MAX_AVATAR_BYTES) throw bodyTooLarge(MAX_AVATAR_BYTES)
  return readFile(file)
}

function isInline(pfp: string): boolean {
  return DATA.test(pfp) || BASE64.test(pfp)
}

/** Whether `name` stands for itself in a path. */
function isPlain(name: string | null): name is string {
  return name !== null && !/^\.*$|[/\\\p{Cc}]/u.test(name)
}

function requireWithinLimit(picture: Uint8Array): Uint8Array {
  if (picture.length > MAX_AVATAR_BYTES) throw bodyTooLarge(MAX_AVATAR_BYTES)
  return picture
}

function noAvatar(message: string): Problem {
  return new Problem(400, 'no_picture', message)
}
