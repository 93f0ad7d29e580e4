import { parseInput } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { TicketUse } from '#lib/users/ticket-use.ts'
import { type FormValues, makeDoneState } from './form-state.ts'
import { runInAction } from './run-in-action.ts'
import { readTicketFields, type TicketState, toTicketState } from './ticket-state.ts'

/** Both functions are given the client's address, because tries with void links and wrong codes are limited per address. */
export type TicketAct = {
  /** The pattern of the page's address. */
  route: string
  /** Finds what a mail is about, and spends nothing. @returns what the form is to show. */
  find: (use: TicketUse, address: string) => Promise<FormValues>
  /** Does what the mail is for. @returns the words for what is done. */
  use: (use: TicketUse, address: string) => Promise<string>
}

/**
 * Runs the form of a page behind the link of a mail. A form with `check` only looks at the link.
 * @param typed what else the form keeps where it is refused.
 * @returns what the form shows, also for a refusal.
 * @throws what `runInAction` throws, but for refusals.
 */
export async function runTicketAction(
  form: FormData,
  act: TicketAct,
  typed: FormValues = {},
): Promise<TicketState> {
  const fields = readTicketFields(form)
  const values = { ...fields.values, ...typed }
  try {
    return await runInAction(act.route, async request => {
      const address = readClientAddress(request)
      const use = parseInput(TicketUse, fields.use)
      if (!form.has('check')) return makeDoneState(await act.use(use, address))
      return { values: { ...values, ...(await act.find(use, address)) }, errors: {} }
    })
  } catch (error) {
    return toTicketState(error, values)
  }
}
