'use server'
import { resendInvitation, withdrawInvitation } from '#lib/users/invitations/change-invitation.ts'
import { inviteUsers } from '#lib/users/invitations/invite-users.ts'
import { readId, readText } from '../../forms/form.ts'
import { type FormState, makeDoneState } from '../../forms/form-state.ts'
import { proveViewer } from '../../forms/prove-viewer.ts'
import { makeViewerAction } from '../../forms/viewer-action.ts'
import { describeOutcome, type Outcome } from './invite-words.ts'
import { parseInvitees } from './parse-invitees.ts'

/** How many people one form may invite. */
const MAX_INVITED = 10_000

const runAsViewer = makeViewerAction({
  route: '/users/invitations',
  revalidate: '/users/invitations',
})

/** What the form shows: also who could not be invited. */
export type InviteState = FormState & Partial<Pick<Outcome, 'failed'>>

/** Invites everybody of a list. Those who could not be invited stay in the form. */
export async function sendInvites(_before: InviteState, form: FormData): Promise<InviteState> {
  const values = { emails: readText(form, 'emails'), role: readText(form, 'role') }
  return runAsViewer(form, values, async (viewer): Promise<InviteState> => {
    const typed = parseInvitees(values.emails)
    if (typed.length === 0) return { values, errors: { emails: 'Enter at least one address.' } }
    if (typed.length > MAX_INVITED) {
      const limit = MAX_INVITED.toLocaleString('en')
      return { values, errors: { emails: `At most ${limit} people can be invited at once.` } }
    }
    const rows = typed.map((one, i) => ({ row: i + 1, values: { ...one, role: values.role } }))
    const outcome = await inviteUsers(await proveViewer(viewer, form), rows)
    const { done, failed } = describeOutcome(outcome.rows)
    const left = { emails: failed.map(({ email }) => email).join('\n'), role: values.role }
    return { values: left, errors: {}, done, failed }
  })
}

/** Mails an invitation again. */
export async function sendAgain(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    const { email } = await resendInvitation(await proveViewer(viewer, form), readId(form))
    return makeDoneState(`Another mail to ${email} is on its way.`)
  })
}

/** Withdraws an invitation. */
export async function withdraw(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    await withdrawInvitation(await proveViewer(viewer, form), readId(form))
    return makeDoneState(`The invitation of ${readText(form, 'email')} is withdrawn.`)
  })
}
