'use server'
import { findAddressTicket, verifyAddress } from '#lib/users/addresses/verify-address.ts'
import { runTicketAction } from '../forms/run-ticket-action.ts'
import type { TicketState } from '../forms/ticket-state.ts'

/** Confirms an address by the link or the code of a mail. Looking at the link gives whose address it confirms. */
export async function sendVerify(_before: TicketState, form: FormData): Promise<TicketState> {
  return runTicketAction(form, {
    route: '/verify',
    async find(use, address) {
      const { uid, email } = await findAddressTicket(use, address)
      return { uid, email }
    },
    async use(use, address) {
      const { uid, email } = await verifyAddress(use, address)
      return `${email} is the e-mail address of ${uid}.`
    },
  })
}
