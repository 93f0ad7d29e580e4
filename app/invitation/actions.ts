'use server'
import { parseInput } from '#lib/http/body.ts'
import {
  acceptInvitation,
  ChosenAccount,
  findInvitationByMail,
} from '#lib/users/invitations/accept-invitation.ts'
import { readText } from '../forms/form.ts'
import { runTicketAction, type TicketAct } from '../forms/run-ticket-action.ts'
import type { TicketState } from '../forms/ticket-state.ts'

/** Opens the account of an invitation by the link or the code of its mail. Looking at the link gives whom it invites. */
export async function sendInvitation(_before: TicketState, form: FormData): Promise<TicketState> {
  const uid = readText(form, 'uid').trim()
  const name = readText(form, 'name').trim()
  const typed = { uid, name, invited: readText(form, 'invited') }
  const act: TicketAct = {
    route: '/invitation',
    async find(use, address) {
      const found = await findInvitationByMail(use, address)
      return { invited: found.email, name: found.name ?? '' }
    },
    async use(use, address) {
      const password = readText(form, 'password')
      const chosen = parseInput(ChosenAccount, { uid, name, password })
      const user = await acceptInvitation(use, chosen, address)
      return `Your account ${user.uid} is open.`
    },
  }
  return runTicketAction(form, act, typed)
}
