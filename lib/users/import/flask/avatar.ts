import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { bodyTooLarge } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import { DATA_URL_START, MAX_AVATAR_BYTES, requireAvatarSize } from '../../avatars/body.ts'
import type { FlaskUser } from './database.ts'

/** The column `pfp` of the Flask tutorial backend: the name of a file in uploads/<uid>, or the image itself. */
type Named = Pick<FlaskUser, 'uid' | 'pfp'>

/** An image within its column. No file name is this long without a dot. */
const BASE64 = /^[A-Za-z0-9+/\s]{64,}={0,2}\s*$/

/** Whether the avatar of a user is in a file. */
export function hasAvatarFile({ pfp }: Named): boolean {
  return Boolean(pfp) && !isInline(pfp ?? '')
}

/**
 * Reads the avatar of a user: from its column, or from the file that it names. Whatever the names say, it looks only
 * into the user's own folder, and wherever links lead, it reads nothing outside `uploads` (ASVS v5.0.0-5.3.2).
 * @param uploads the folder of the avatars; null to read no files.
 * @returns null for a user without an avatar.
 * @throws Problem 400 `no_picture`, 413 `body_too_large`.
 */
export async function readFlaskAvatar(
  user: Named,
  uploads: string | null,
): Promise<Uint8Array | null> {
  const { uid, pfp } = user
  if (!pfp || (hasAvatarFile(user) && uploads === null)) return null
  if (isInline(pfp))
    return requireAvatarSize(Buffer.from(pfp.replace(DATA_URL_START, ''), 'base64'))
  if (!isPlain(uid) || !isPlain(pfp)) throw noAvatar(`${pfp} is not a file name.`)
  const [folder, file] = await Promise.all(
    [String(uploads), join(String(uploads), uid, pfp)].map(path =>
      realpath(path).catch(() => null),
    ),
  )
  if (!folder || !file) throw noAvatar(`There is no file ${pfp} in the folder ${uid}.`)
  if (!file.startsWith(folder + sep)) throw noAvatar(`${pfp} leads outside the folder of uploads.`)
  const stats = await stat(file)
  if (!stats.isFile()) throw noAvatar(`${pfp} is not a file.`)
  if (stats.size > MAX_AVATAR_BYTES) throw bodyTooLarge(MAX_AVATAR_BYTES)
  return readFile(file)
}

function isInline(pfp: string): boolean {
  return DATA_URL_START.test(pfp) || BASE64.test(pfp)
}

/** Whether `name` is one segment of a path that stands for itself. */
function isPlain(name: string | null): name is string {
  return name !== null && !/^\.*$|[/\\\p{Cc}]/u.test(name)
}

function noAvatar(message: string): Problem {
  return new Problem(400, 'no_picture', message)
}
