import { db, isUniqueViolation } from '#lib/db/db.ts'
import { makeAvatarKey } from '../avatars/avatar.ts'
import type { AvatarImages } from '../avatars/image.ts'
import { findClash } from '../clashes.ts'
import { buildSearchTerms } from '../search/term.ts'
import { buildUserColumns, type Person } from '../store.ts'
import { creationAuditInsert } from './insert-users.ts'

/** The hash of a user's password and their avatar, if they have any. */
type Belongings = { hash: string | null; avatar?: AvatarImages | null }

/**
 * Writes a user with their password hash, avatar, search terms and audit event, in one transaction. For callers that
 * have authorised already.
 * @throws Problem 409 (`uid_taken`, `email_taken`).
 */
export async function writeImportedUser(
  actor: { id: number; uid: string },
  person: Person,
  { hash, avatar = null }: Belongings,
): Promise<void> {
  const columns = buildUserColumns(person)
  try {
    await db().$transaction([
      db().user.create({
        data: {
          ...columns,
          ...(hash !== null && { password: { create: { hash } } }),
          ...(avatar && { avatarKey: makeAvatarKey(), avatar: { create: avatar } }),
          terms: { createMany: { data: buildSearchTerms(columns) } },
        },
        select: { id: true },
      }),
      creationAuditInsert(actor, columns, [columns]),
    ])
  } catch (error) {
    throw isUniqueViolation(error) ? await findClash(columns) : error
  }
}
