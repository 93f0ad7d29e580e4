import { db, uniqueFault } from '#lib/db/db.ts'
import { versionOf } from '../avatars/avatar.ts'
import type { AvatarImages } from '../avatars/image.ts'
import { searchTerms } from '../search/term.ts'
import { columnsOf, type Person, uidTaken } from '../store.ts'
import { insertRecords } from './insert-users.ts'

/** What a user brings along. */
type Belongings = { hash: string | null; picture?: AvatarImages | null }

/**
 * Writes a user with the hash of their password and their picture, if any, what they are found by, and the record that
 * `actor` has created them, in one transaction. For callers that have authorised already.
 * @throws Problem 409 `uid_taken`.
 */
export async function writeImported(
  actor: { id: number; uid: string },
  person: Person,
  { hash, picture = null }: Belongings,
): Promise<void> {
  const columns = columnsOf(person)
  try {
    await db().$transaction([
      db().user.create({
        data: {
          ...columns,
          ...(hash !== null && { password: { create: { hash } } }),
          ...(picture && { avatarKey: versionOf(picture), avatar: { create: picture } }),
          terms: { createMany: { data: searchTerms(columns) } },
        },
        select: { id: true },
      }),
      insertRecords(actor, columns.role, [columns]),
    ])
  } catch (error) {
    throw uniqueFault(error) ? uidTaken(person.uid) : error
  }
}
