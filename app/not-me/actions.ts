'use server'
import { findNotMe, sayNotMe } from '#lib/users/not-me.ts'
import { runTicketAction } from '../forms/run-ticket-action.ts'
import type { TicketState } from '../forms/ticket-state.ts'

/** Takes an account back by the link or the code of a notice. Looking at the link gives whose account it is about. */
export async function sendNotMe(_before: TicketState, form: FormData): Promise<TicketState> {
  return runTicketAction(form, {
    route: '/not-me',
    async find(use, address) {
      const { uid, email } = await findNotMe(use, address)
      return { uid, email }
    },
    async use(use, address) {
      const { uid } = await sayNotMe(use, address)
      return `${uid} is signed out everywhere. A mail with a link for a new password is on its way.`
    },
  })
}
