import { z } from 'zod'
import { parseInput } from '#lib/http/body.ts'
import { foldEmail } from '#lib/identity/email.ts'
import { Email, NewUser } from '../schema.ts'
import { hasElevatedRole } from '../store.ts'
import type { InvitedRow } from './read-invited-csv.ts'

const blankIsNone = <S extends z.ZodType>(schema: S) =>
  z.preprocess(value => (value === '' ? undefined : value), schema.optional())

/** Whom to invite. */
export const InvitationInput = z
  .object({
    email: Email,
    name: blankIsNone(NewUser.shape.name),
    role: blankIsNone(NewUser.shape.role.unwrap()),
  })
  .meta({ id: 'NewInvitation' })

/** A row that follows the rules. `role` is null for the default one. */
export type Invitee = {
  row: number
  email: string
  emailKey: string
  name: string | null
  role: string | null
}

/** Reads a row. @throws Problem 400 `invalid_input`. */
export function readInvitee({ row, values }: Extract<InvitedRow, { values: object }>): Invitee {
  const { email, name = null, role } = parseInput(InvitationInput, values)
  const isElevated = role !== undefined && hasElevatedRole({ role })
  return { row, email, emailKey: foldEmail(email), name, role: isElevated ? role : null }
}
