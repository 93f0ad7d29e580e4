import { newAddress } from '../../../e2e/fixtures/client.ts'
import { PASSWORD } from '../../../e2e/fixtures/store.ts'
import type { UnitMail } from '../../../e2e/fixtures/unit-mail.ts'
import type { NewUser } from '../schema.ts'
import { askForAccount } from './ask-account.ts'

export const VOID = { status: 404, code: 'ticket_void' }

let count = 0

/** What somebody new types, whose user ID and address nobody has. */
export function makeInput(differs: Partial<Omit<NewUser, 'email'>> & { email?: string } = {}) {
  count++
  return {
    uid: `new${count}`,
    name: 'Ada King',
    email: `New${count}@example.org`,
    password: PASSWORD,
    dob: '1990-01-02',
    ...differs,
  }
}

/** Asks for an account, and reads the mail that comes of it. */
export async function askByMail(mail: UnitMail, input: ReturnType<typeof makeInput>) {
  await askForAccount(null, input, newAddress())
  return mail.readLast(input.email)
}
