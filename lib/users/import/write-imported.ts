import { db, isUniqueViolation } from '#lib/db/db.ts'
import { computeAvatarVersion } from '../avatars/avatar.ts'
import type { AvatarImages } from '../avatars/image.ts'
import { buildSearchTerms } from '../search/term.ts'
import { buildUserColumns, type Person, uidTaken } from '../store.ts'
import { creationAuditInsert } from './insert-users.ts'

/** What a user brings along. */
type Belongings = { hash: string | null; picture?: AvatarImages | null }

/**
 * Writes a user with the hash of their password and their picture, if any, what they are found by, and the record that
 * `actor` has created them, in one transaction. For callers that have authorised already.
 * @throws Problem 409 `uid_taken`.
 */
export async function writeImportedUser(
  actor: { id: number; uid: string },
  person: Person,
  { hash, picture = null }: Belongings,
): Promise<void> {
  const columns = buildUserColumns(person)
  try {
    await db().$transaction([
      db().user.create({
        data: {
          ...columns,
          ...(hash !== null && { password: { create: { hash } } }),
          ...(picture && { avatarKey: computeAvatarVersion(picture), avatar: { create: picture } }),
          terms: { createMany: { data: buildSearchTerms(columns) } },
        },
        select: { id: true },
      }),
      creationAuditInsert(actor, columns.role, [columns]),
    ])
  } catch (error) {
    throw isUniqueViolation(error) ? uidTaken(person.uid) : error
  }
}
