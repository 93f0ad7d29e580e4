'use server'
import { redirect } from 'next/navigation'
import { parseInput } from '#lib/http/body.ts'
import { insufficientRole } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { BulkChange, changeUsers } from '#lib/users/bulk.ts'
import { NewUser, UserChanges } from '#lib/users/schema.ts'
import { createUser } from '#lib/users/store.ts'
import { refusal, textOf } from '../form.ts'
import type { FormState } from '../form-state.ts'
import { provenBy } from '../proven-by.ts'
import { saveEdit, versionOf } from '../save-edit.ts'
import { userHref } from './[uid]/user-of-path.ts'
import { asViewer } from './as-viewer.ts'
import { type BulkState, nothingYet, withResults } from './bulk-words.ts'

/** Creates an account for somebody else. Never gives the password back. */
export async function addUser(_before: FormState, form: FormData): Promise<FormState> {
  const values = { ...person(form), role: textOf(form, 'role') }
  try {
    return await asViewer(async viewer => {
      // Open sign-up lets anybody create an account, but not here.
      if (!isAdmin(viewer)) throw insufficientRole('Admin')
      // First, or a proof that comes with a field that is refused would be asked for without end.
      const proven = await provenBy(viewer, form)
      const input = parseInput(NewUser, { ...values, password: textOf(form, 'password') })
      const { uid } = await createUser(proven, input, '')
      return { values: {}, errors: {}, done: `${uid} is created.` }
    })
  } catch (error) {
    return refusal(error, values)
  }
}

/** Changes the user with the `id` of the form if they are still as the form shows them. */
export async function saveUser(_before: FormState, form: FormData): Promise<FormState> {
  const status = textOf(form, 'status')
  const typed = { ...person(form), role: textOf(form, 'role'), status }
  try {
    return await asViewer(async viewer => {
      if (!isAdmin(viewer)) throw insufficientRole('Admin')
      const changes = () => parseInput(UserChanges, { ...typed, disabled: status === 'disabled' })
      const proven = await provenBy(viewer, form)
      const saved = await saveEdit(proven, idOf(form), form, typed, changes)
      if ('values' in saved) return saved
      return { values: {}, errors: {}, done: `${saved.uid} is saved.` }
    })
  } catch (error) {
    return refusal(error, { ...typed, ...versionOf(form) })
  }
}

/**
 * The same on the page whose address names the user `uid`: who has another user ID now is at another address.
 */
export async function saveUserAt(
  uid: string,
  before: FormState,
  form: FormData,
): Promise<FormState> {
  const state = await saveUser(before, form)
  const now = textOf(form, 'uid').trim()
  if (state.done && foldUid(now) !== foldUid(uid)) redirect(userHref({ uid: now }))
  return state
}

/** Does the same to all users that the form names, and answers for each. */
export async function changeChosen(_before: BulkState, form: FormData): Promise<BulkState> {
  const role = textOf(form, 'role')
  try {
    return await asViewer(async viewer => {
      const uids = form.getAll('uid').map(String)
      const change = parseInput(BulkChange, { uids, action: textOf(form, 'action'), role })
      const proven = await provenBy(viewer, form)
      return { outcome: withResults(nothingYet, await changeUsers(proven, change)) }
    })
  } catch (error) {
    const { alert, errors, stepUp } = refusal(error, {})
    if (stepUp) return { errors, role }
    return { alert: alert ?? Object.values(errors).join(' '), role }
  }
}

function idOf(form: FormData): number {
  return Number.parseInt(textOf(form, 'id'), 10) || 0
}

function person(form: FormData) {
  return {
    uid: textOf(form, 'uid').trim(),
    name: textOf(form, 'name'),
    email: textOf(form, 'email').trim(),
    dob: textOf(form, 'dob'),
  }
}
