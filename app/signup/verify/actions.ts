'use server'
import { findSignUp, openAccount } from '#lib/users/sign-up/open-account.ts'
import { runTicketAction } from '../../forms/run-ticket-action.ts'
import type { TicketState } from '../../forms/ticket-state.ts'

/** Opens an account by the link or the code of its mail. Looking at the link gives which account it opens. */
export async function sendOpenAccount(_before: TicketState, form: FormData): Promise<TicketState> {
  return runTicketAction(form, {
    route: '/signup/verify',
    async find(use, address) {
      const { uid, email } = await findSignUp(use, address)
      return { uid, email }
    },
    async use(use, address) {
      const { uid } = await openAccount(use, address)
      return `The account ${uid} is open. Sign in with the password that you have chosen.`
    },
  })
}
