import bcrypt from 'bcryptjs'
import type { Member } from './crowd.ts'

export const PASSWORD = 'nanosecond-30cm'

/** One user in ten has a hash of the default cost. The hashes of all others cost next to nothing. */
const COSTLY_EVERY = 10
const CHEAP_HASH = bcrypt.hashSync(PASSWORD, 4)
const COSTLY_HASH = bcrypt.hashSync(PASSWORD, 12)

/** The hash of {@link PASSWORD} of a user of the crowd. */
export function findPasswordHash({ id }: Pick<Member, 'id'>): string {
  return id % COSTLY_EVERY === 0 ? COSTLY_HASH : CHEAP_HASH
}
