import bcrypt from 'bcryptjs'
import type { Member } from './crowd.ts'

export const PASSWORD = 'nanosecond-30cm'

/** One in so many has a password of the default cost; all others' cost next to nothing. */
const COSTLY_EVERY = 10
const CHEAP_HASH = bcrypt.hashSync(PASSWORD, 4)
const COSTLY_HASH = bcrypt.hashSync(PASSWORD, 12)

/** The hash of {@link PASSWORD} that a user of the crowd has. */
export function findPasswordHash({ id }: Pick<Member, 'id'>): string {
  return id % COSTLY_EVERY === 0 ? COSTLY_HASH : CHEAP_HASH
}
