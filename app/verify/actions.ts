'use server'
import { parseInput } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { findAddressTicket, verifyAddress } from '#lib/users/addresses/verify-address.ts'
import { TicketUse } from '#lib/users/ticket-use.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { readTicketFields, type TicketState, toTicketState } from '../forms/ticket-state.ts'

/**
 * Confirms the address by the link or the code of a mail. A form with `check` only looks at the link, and gets back whose
 * address it confirms.
 */
export async function sendVerify(_before: TicketState, form: FormData): Promise<TicketState> {
  const { use, values } = readTicketFields(form)
  try {
    return await runInAction('/verify', async request => {
      const address = readClientAddress(request)
      const given = parseInput(TicketUse, use)
      if (form.has('check')) {
        const { uid, email } = await findAddressTicket(given, address)
        return { values: { ...values, uid, email }, errors: {} }
      }
      const { uid, email } = await verifyAddress(given, address)
      return { values: {}, errors: {}, done: `${email} is the e-mail address of ${uid}.` }
    })
  } catch (error) {
    return toTicketState(error, values)
  }
}
