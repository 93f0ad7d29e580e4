'use server'
import { dropMail, retryMail } from '#lib/mail/change-mail.ts'
import { allowAddress } from '#lib/mail/stops.ts'
import { readId, readText } from '../forms/form.ts'
import { type FormState, makeDoneState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { makeViewerAction } from '../forms/viewer-action.ts'

const runAsViewer = makeViewerAction({ route: '/outbox', revalidate: '/outbox' })

/** Has a mail sent now, and tried for another day. */
export async function sendAgain(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    await retryMail(await proveViewer(viewer, form), readId(form))
    return makeDoneState(`The mail to ${readText(form, 'to')} is being sent again.`)
  })
}

/** Removes a mail that was not sent. */
export async function throwAway(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    await dropMail(await proveViewer(viewer, form), readId(form))
    return makeDoneState(`The mail to ${readText(form, 'to')} is dropped.`)
  })
}

/** Allows mails to an address again. */
export async function allowMails(_before: FormState, form: FormData): Promise<FormState> {
  const address = readText(form, 'address')
  return runAsViewer(form, {}, async viewer => {
    await allowAddress(await proveViewer(viewer, form), address)
    return makeDoneState(`Mails to ${address} are sent again.`)
  })
}
