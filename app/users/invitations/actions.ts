'use server'
import { Problem } from '#lib/http/problem.ts'
import { resendInvitation, withdrawInvitation } from '#lib/users/invitations/change-invitation.ts'
import { inviteUsers } from '#lib/users/invitations/invite-users.ts'
import { readId, readText } from '../../forms/form.ts'
import { type FormState, type FormValues, makeDoneState } from '../../forms/form-state.ts'
import { proveViewer } from '../../forms/prove-viewer.ts'
import { makeViewerAction } from '../../forms/viewer-action.ts'
import { describeOutcome, listAgain, type Outcome } from './invite-words.ts'
import { listInvited, readInviteFields } from './invited-list.ts'

/** How many people one form may invite. */
const MAX_INVITED = 10_000

const runAsViewer = makeViewerAction({
  route: '/users/invitations',
  revalidate: '/users/invitations',
})

/** What the form shows: also who could not be invited. */
export type InviteState = FormState & Partial<Pick<Outcome, 'failed'>>

/** Invites everybody of a list and of a file. Those who could not be invited stay in the form. */
export async function sendInvites(_before: InviteState, form: FormData): Promise<InviteState> {
  const typed = { emails: readText(form, 'emails'), role: readText(form, 'role') }
  const values: FormValues = { ...typed }
  return runAsViewer(form, values, async (viewer): Promise<InviteState> => {
    const list = await readList(form)
    if ('fault' in list) return { values, errors: { file: list.fault } }
    const { csv, rows } = list
    if (rows.length === 0) return { values, errors: { emails: 'Enter at least one address.' } }
    if (rows.length > MAX_INVITED) {
      const limit = MAX_INVITED.toLocaleString('en')
      return { values, errors: { emails: `At most ${limit} people can be invited at once.` } }
    }
    // What the form keeps, should it have to ask for the password: it cannot keep a file.
    if (csv !== '') values.csv = csv
    const outcome = await inviteUsers(await proveViewer(viewer, form), rows)
    const { done, failed } = describeOutcome(outcome.rows)
    return { values: { ...typed, emails: listAgain(failed) }, errors: {}, done, failed }
  })
}

async function readList(form: FormData) {
  try {
    const fields = await readInviteFields(form)
    return { csv: fields.csv, rows: listInvited(fields) }
  } catch (error) {
    if (error instanceof Problem) return { fault: error.message }
    throw error
  }
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
