'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { Viewer } from '#lib/identity/viewer.ts'
import { endSessions } from '#lib/sessions/end-sessions.ts'
import { deleteUser, updateUser } from '#lib/users/edit.ts'
import { createPasswordReset } from '#lib/users/password-reset.ts'
import { readText, toFormState } from '../../forms/form.ts'
import type { FormState } from '../../forms/form-state.ts'
import { proveViewer } from '../../forms/prove-viewer.ts'
import { runInAction } from '../../forms/run-in-action.ts'
import { findPageSession } from '../../page-session.ts'

/** Makes a link to choose a new password; it comes back in `values` and can be read no second time. */
export async function makeResetLink(_before: FormState, form: FormData): Promise<FormState> {
  return asViewer(async viewer => {
    const { url, expiresAt } = await createPasswordReset(
      await proveViewer(viewer, form),
      targetOf(form),
    )
    return { values: { url, expiresAt }, errors: {} }
  })
}

/** Ends every session of the user. */
export async function signOutEverywhere(_before: FormState, form: FormData): Promise<FormState> {
  return asViewer(async viewer => {
    const count = await endSessions(viewer, targetOf(form).id)
    return done(`${count} ${count === 1 ? 'session has' : 'sessions have'} ended.`)
  })
}

/** Disables the user whom the form shows as they were, or enables them. */
export async function setUserDisabled(_before: FormState, form: FormData): Promise<FormState> {
  const disabled = readText(form, 'disabled') === 'true'
  return asViewer(async viewer => {
    const user = await updateUser(viewer, targetOf(form), { disabled }, readText(form, 'etag'))
    return done(disabled ? `${user.uid} can no longer sign in.` : `${user.uid} can sign in again.`)
  })
}

/** Deletes the user, and leads back to the others. */
export async function removeUser(_before: FormState, form: FormData): Promise<FormState> {
  return asViewer(async viewer => {
    await deleteUser(await proveViewer(viewer, form), targetOf(form), readText(form, 'etag'))
    redirect('/users')
  })
}

async function asViewer(act: (viewer: Viewer) => Promise<FormState>): Promise<FormState> {
  try {
    return await runInAction('/users/[uid]', async () => {
      const { viewer } = await findPageSession()
      if (!viewer) redirect('/login?next=/users')
      return act(viewer)
    })
  } catch (error) {
    return toFormState(error, {})
  } finally {
    // What was refused may have been refused because the page is out of date.
    revalidatePath('/users', 'layout')
  }
}

/** By id: somebody may have changed the uid since the page was shown. */
function targetOf(form: FormData): { id: number } {
  return { id: Number.parseInt(readText(form, 'id'), 10) || 0 }
}

function done(words: string): FormState {
  return { values: {}, errors: {}, done: words }
}
