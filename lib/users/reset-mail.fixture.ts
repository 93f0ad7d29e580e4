import { newAddress } from '../../e2e/fixtures/client.ts'
import { addUser } from '../../e2e/fixtures/store.ts'
import type { UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { spendPasswordReset } from './password-reset.ts'
import type { ResetKey } from './password-reset-json.ts'
import { requestResetMail } from './reset-mail.ts'

export const NEW = 'a quite different one'
export const WRONG = 'AAAA-AAAA'
export const VOID = { status: 404, code: 'reset_void' }

let count = 0
export const newEmail = () => `reset${++count}@example.org`

/** Somebody with a verified address, who asks for mails and uses what comes. */
export async function addForgetful(mail: UnitMail) {
  const email = newEmail()
  const user = await addUser({ email, emailVerified: true })
  const request = (identifier = user.uid) => requestResetMail(identifier, newAddress())
  return {
    user,
    email,
    /** Asks, and reads what comes of it. */
    ask: (identifier?: string) => mail.receive(() => request(identifier)),
    askOne: (identifier?: string) => mail.receiveOne(() => request(identifier)),
    byCode: (code: string, identifier = user.uid) => ({ identifier, code }),
  }
}

export type Forgetful = Awaited<ReturnType<typeof addForgetful>>

export function spend(key: ResetKey, password = NEW) {
  return spendPasswordReset(key, password, newAddress())
}
