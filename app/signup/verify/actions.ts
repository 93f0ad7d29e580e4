'use server'
import { parseInput } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { findSignUp, openAccount } from '#lib/users/sign-up/open-account.ts'
import { TicketUse } from '#lib/users/ticket-use.ts'
import { runInAction } from '../../forms/run-in-action.ts'
import { readTicketFields, type TicketState, toTicketState } from '../../forms/ticket-state.ts'

/**
 * Opens an account by the link or the code of its mail. A form with `check` only looks at the link, and gets back which
 * account it opens.
 */
export async function sendOpenAccount(_before: TicketState, form: FormData): Promise<TicketState> {
  const { use, values } = readTicketFields(form)
  try {
    return await runInAction('/signup/verify', async request => {
      const address = readClientAddress(request)
      const given = parseInput(TicketUse, use)
      if (form.has('check')) {
        const { uid, email } = await findSignUp(given, address)
        return { values: { ...values, uid, email }, errors: {} }
      }
      const { uid } = await openAccount(given, address)
      const done = `The account ${uid} is open. Sign in with the password that you have chosen.`
      return { values: {}, errors: {}, done }
    })
  } catch (error) {
    return toTicketState(error, values)
  }
}
