'use server'
import { parseInput } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import {
  acceptInvitation,
  ChosenAccount,
  findInvitationByMail,
} from '#lib/users/invitations/accept-invitation.ts'
import { TicketUse } from '#lib/users/ticket-use.ts'
import { readText } from '../forms/form.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { readTicketFields, type TicketState, toTicketState } from '../forms/ticket-state.ts'

/**
 * Opens the account of an invitation by the link or the code of its mail. A form with `check` only looks at the link, and
 * gets back whom it invites.
 */
export async function sendInvitation(_before: TicketState, form: FormData): Promise<TicketState> {
  const { use, values: given } = readTicketFields(form)
  const uid = readText(form, 'uid').trim()
  const name = readText(form, 'name').trim()
  const values = { ...given, uid, name, invited: readText(form, 'invited') }
  try {
    return await runInAction('/invitation', async request => {
      const address = readClientAddress(request)
      if (form.has('check')) {
        const found = await findInvitationByMail(parseInput(TicketUse, use), address)
        const known = { invited: found.email, name: found.name ?? '' }
        return { values: { ...values, ...known }, errors: {} }
      }
      const password = readText(form, 'password')
      const chosen = parseInput(ChosenAccount, { uid, name, password })
      const user = await acceptInvitation(parseInput(TicketUse, use), chosen, address)
      return { values: {}, errors: {}, done: `Your account ${user.uid} is open.` }
    })
  } catch (error) {
    return toTicketState(error, values)
  }
}
