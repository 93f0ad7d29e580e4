'use server'
import { parseInput } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { findNotMe, sayNotMe } from '#lib/users/not-me.ts'
import { TicketUse } from '#lib/users/ticket-use.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { readTicketFields, type TicketState, toTicketState } from '../forms/ticket-state.ts'

/**
 * Takes an account back by the link or the code of a notice. A form with `check` only looks at the link, and gets back
 * whose account it is about.
 */
export async function sendNotMe(_before: TicketState, form: FormData): Promise<TicketState> {
  const { use, values } = readTicketFields(form)
  try {
    return await runInAction('/not-me', async request => {
      const address = readClientAddress(request)
      const given = parseInput(TicketUse, use)
      if (form.has('check')) {
        const { uid, email } = await findNotMe(given, address)
        return { values: { ...values, uid, email }, errors: {} }
      }
      const { uid } = await sayNotMe(given, address)
      const done = `${uid} is signed out everywhere. A mail with a link for a new password is on its way.`
      return { values: {}, errors: {}, done }
    })
  } catch (error) {
    return toTicketState(error, values)
  }
}
