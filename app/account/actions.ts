'use server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { withdrawAccess } from '#lib/clients/apps.ts'
import { parseInput } from '#lib/http/body.ts'
import { readClientAddress } from '#lib/http/client-address.ts'
import { endSession, endSessions } from '#lib/sessions/end-sessions.ts'
import { provePassword } from '#lib/sign-in/own-password.ts'
import { askForAddress, WantedAddress } from '#lib/users/addresses/ask-address.ts'
import { removeAvatar } from '#lib/users/avatars/avatar.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import { UserChanges } from '#lib/users/schema.ts'
import { readText, readUserFields } from '../forms/form.ts'
import { type FormState, makeDoneState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { readVersion, saveEdit } from '../forms/save-edit.ts'
import { makeViewerAction } from '../forms/viewer-action.ts'
import { buildLoginHref } from '../login/login-href.ts'
import { dropSessionCookie } from '../page-session.ts'
import { describeEndedSessions } from './session-words.ts'

const runAsViewer = makeViewerAction({ route: '/account', revalidate: '/account' })

/** Changes name, e-mail and date of birth, if nobody else has changed them since the form was shown. */
export async function saveProfile(_before: FormState, form: FormData): Promise<FormState> {
  const { uid: _, email, ...others } = readUserFields(form)
  // Where mails are sent, the address has a form of its own.
  const values = form.has('email') ? { ...others, email } : others
  return runAsViewer(form, { ...values, ...readVersion(form) }, async viewer => {
    const changes = () => parseInput(UserChanges, values)
    const proven = await proveViewer(viewer, form)
    const saved = await saveEdit(proven, viewer.id, form, values, changes)
    return 'values' in saved ? saved : makeDoneState('Your profile is saved.')
  })
}

/** Mails the viewer a link and a code that confirm an address. */
export async function askForOwnAddress(_before: FormState, form: FormData): Promise<FormState> {
  const values = { email: readText(form, 'email').trim() }
  return runAsViewer(form, values, async viewer => {
    const { email } = parseInput(WantedAddress, values)
    const proven = await proveViewer(viewer, form)
    await askForAddress(proven, email, readClientAddress(await headers()))
    return { values, errors: {}, done: `A mail to ${email} is on its way.` }
  })
}

/** Removes the avatar; the initials take its place. */
export async function removeOwnAvatar(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    await removeAvatar(viewer, viewer)
    return makeDoneState('Your avatar is removed.')
  })
}

/** Changes the user ID. This ends every session, so the user signs in again. */
export async function changeUid(_before: FormState, form: FormData): Promise<FormState> {
  const values = { uid: readText(form, 'uid').trim() }
  return runAsViewer(form, values, async viewer => {
    if (values.uid === viewer.uid) return makeDoneState('This is already your user ID.')
    const proven = await proveViewer(viewer, form)
    await updateUser(proven, { id: viewer.id }, parseInput(UserChanges, values), null)
    // The ended session's token stays: it tells the login to say that the session has ended.
    redirect(buildLoginHref('/account'))
  })
}

/** Changes the password, which ends every other session. Never gives a password back. */
export async function changePassword(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    const changes = parseInput(UserChanges, {
      password: readText(form, 'password'),
      currentPassword: readText(form, 'currentPassword'),
    })
    await updateUser(viewer, { id: viewer.id }, changes, null)
    return makeDoneState('Your password is changed. All other sessions have ended.')
  })
}

/** Ends the session whose `id` the form holds; without one, every session except this one. */
export async function signOutElsewhere(_before: FormState, form: FormData): Promise<FormState> {
  const id = readText(form, 'id')
  return runAsViewer(form, {}, async viewer => {
    if (id) {
      await endSession(viewer, id)
      return makeDoneState('That session has ended.')
    }
    return makeDoneState(describeEndedSessions(await endSessions(viewer)))
  })
}

/** Takes the access to the viewer's account from the application whose `id` the form holds. */
export async function withdrawAppAccess(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    await withdrawAccess(viewer, readText(form, 'id'))
    return makeDoneState(`${readText(form, 'name')} has no access any more.`)
  })
}

/** Deletes the viewer's account, if they know its password. */
export async function deleteAccount(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    const proven = await provePassword(viewer, readText(form, 'currentPassword'))
    await deleteUser(proven, { id: viewer.id })
    await dropSessionCookie()
    redirect('/account/deleted')
  })
}
