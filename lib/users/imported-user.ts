import { z } from 'zod'
import { NewUser } from './schema.ts'

/** An empty cell is none, as null is in JSON. */
const ifGiven = <S extends z.ZodType>(schema: S) =>
  z.preprocess(value => (value === '' || value === null ? undefined : value), schema.optional())

const disabled = z.preprocess(
  value =>
    typeof value === 'string'
      ? ({ true: true, false: false }[value.toLowerCase()] ?? value)
      : value,
  z.boolean('disabled must be true or false.'),
)

/**
 * A user of a file, under the rules of a sign-up. Without a password they cannot sign in until they have
 * chosen one by a link that an administrator hands out.
 */
export const ImportedUser = NewUser.extend({
  password: ifGiven(NewUser.shape.password),
  role: ifGiven(NewUser.shape.role.unwrap()),
  disabled: ifGiven(disabled),
})
export type ImportedUser = z.output<typeof ImportedUser>
