'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { parseInput } from '#lib/http/body.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { endSession, endSessions } from '#lib/sessions/end-sessions.ts'
import { provePassword } from '#lib/sign-in/own-password.ts'
import { removeAvatar } from '#lib/users/avatars/avatar.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import { UserChanges } from '#lib/users/schema.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { readVersion, saveEdit } from '../forms/save-edit.ts'
import { dropSessionCookie, findPageSession } from '../page-session.ts'

/** Changes name, e-mail and date of birth if they are still as the form shows them. */
export async function saveProfile(_before: FormState, form: FormData): Promise<FormState> {
  const values = {
    name: readText(form, 'name'),
    email: readText(form, 'email').trim(),
    dob: readText(form, 'dob'),
  }
  return asViewer({ ...values, ...readVersion(form) }, async viewer => {
    const changes = () => parseInput(UserChanges, values)
    const proven = await proveViewer(viewer, form)
    const saved = await saveEdit(proven, viewer.id, form, values, changes)
    return 'values' in saved ? saved : done('Your profile is saved.')
  })
}

/** Takes the picture away; the initials stand in for it. */
export async function removeOwnAvatar(): Promise<FormState> {
  return asViewer({}, async viewer => {
    await removeAvatar(viewer, viewer)
    return done('Your picture is removed.')
  })
}

/** Changes the user ID, which ends every session: whoever changes it signs in anew. */
export async function changeUid(_before: FormState, form: FormData): Promise<FormState> {
  const values = { uid: readText(form, 'uid').trim() }
  return asViewer(values, async viewer => {
    if (values.uid === viewer.uid) return done('This is your user ID already.')
    const proven = await proveViewer(viewer, form)
    await updateUser(proven, { id: viewer.id }, parseInput(UserChanges, values), null)
    // The ended session's token stays: by it the sign-in page tells that a session has ended.
    redirect('/login?next=/account')
  })
}

/** Changes the password, which ends every other session. Never gives a password back. */
export async function changePassword(_before: FormState, form: FormData): Promise<FormState> {
  return asViewer({}, async viewer => {
    const changes = parseInput(UserChanges, {
      password: readText(form, 'password'),
      currentPassword: readText(form, 'currentPassword'),
    })
    await updateUser(viewer, { id: viewer.id }, changes, null)
    return done('Your password is changed. Every other session has ended.')
  })
}

/** Ends the session whose `id` the form holds; without one, every session but this one. */
export async function signOutElsewhere(_before: FormState, form: FormData): Promise<FormState> {
  const id = readText(form, 'id')
  return asViewer({}, async viewer => {
    if (id) {
      await endSession(viewer, id)
      return done('That session has ended.')
    }
    const count = await endSessions(viewer)
    return done(`${count} ${count === 1 ? 'session has' : 'sessions have'} ended.`)
  })
}

/** Deletes the account of whoever knows its password. */
export async function deleteAccount(_before: FormState, form: FormData): Promise<FormState> {
  return asViewer({}, async viewer => {
    const proven = await provePassword(viewer, readText(form, 'currentPassword'))
    await deleteUser(proven, { id: viewer.id })
    await dropSessionCookie()
    redirect('/account/deleted')
  })
}

/** Lets the viewer of this page act; comes back with what was wrong. */
async function asViewer(
  values: Record<string, string>,
  act: (viewer: Viewer) => Promise<FormState>,
): Promise<FormState> {
  try {
    return await runInAction('/account', async () => {
      const { viewer } = await findPageSession()
      if (!viewer) redirect('/login?next=/account')
      return act(viewer)
    })
  } catch (error) {
    return toFormState(error, values)
  } finally {
    // Even what was refused may have been refused because the page is out of date.
    revalidatePath('/account')
  }
}

function done(words: string): FormState {
  return { values: {}, errors: {}, done: words }
}
