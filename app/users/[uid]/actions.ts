'use server'
import { redirect } from 'next/navigation'
import { endSessions } from '#lib/sessions/end-sessions.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import { createPasswordReset } from '#lib/users/password-reset.ts'
import { describeEndedSessions } from '../../account/session-words.ts'
import { readId, readText } from '../../forms/form.ts'
import { type FormState, makeDoneState } from '../../forms/form-state.ts'
import { proveViewer } from '../../forms/prove-viewer.ts'
import { makeViewerAction } from '../../forms/viewer-action.ts'

const runAsViewer = makeViewerAction({ route: '/users/[uid]', revalidate: '/users' })

/** Creates a link by which the user chooses a new password. It is in `values`, and cannot be read a second time. */
export async function makeResetLink(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    const proven = await proveViewer(viewer, form)
    const { url, expiresAt } = await createPasswordReset(proven, readTarget(form))
    return { values: { url, expiresAt }, errors: {} }
  })
}

/** Ends every session of the user. */
export async function signOutEverywhere(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer =>
    makeDoneState(describeEndedSessions(await endSessions(viewer, readId(form)))),
  )
}

/** Disables or enables the user, if nobody has changed them since the form was shown. */
export async function setUserDisabled(_before: FormState, form: FormData): Promise<FormState> {
  const disabled = readText(form, 'disabled') === 'true'
  return runAsViewer(form, {}, async viewer => {
    const proven = await proveViewer(viewer, form)
    const etag = readText(form, 'etag')
    const { uid } = await updateUser(proven, readTarget(form), { disabled }, etag)
    return makeDoneState(disabled ? `${uid} can no longer sign in.` : `${uid} can sign in again.`)
  })
}

/** Deletes the user and goes back to the list. */
export async function removeUser(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    const proven = await proveViewer(viewer, form)
    await deleteUser(proven, readTarget(form), readText(form, 'etag'))
    redirect('/users')
  })
}

/** By id: the user ID may have changed since the page was shown. */
function readTarget(form: FormData): { id: number } {
  return { id: readId(form) }
}
