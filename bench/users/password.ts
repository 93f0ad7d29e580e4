import bcrypt from 'bcryptjs'
import type { Member } from './crowd.ts'

export const PASSWORD = 'nanosecond-30cm'

/** One in so many has a password of the default cost; all others' cost next to nothing. */
const DEAR = 10
const cheap = bcrypt.hashSync(PASSWORD, 4)
const dear = bcrypt.hashSync(PASSWORD, 12)

/** The hash of {@link PASSWORD} that a user of the crowd has. */
export function passwordOf({ id }: Pick<Member, 'id'>): string {
  return id % DEAR === 0 ? dear : cheap
}
