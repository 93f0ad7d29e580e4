'use server'
import { redirect } from 'next/navigation'
import { parseInput } from '#lib/http/body.ts'
import { insufficientRole } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { BulkChange, changeUsers } from '#lib/users/bulk.ts'
import { NewUser, UserChanges } from '#lib/users/schema.ts'
import { createUser } from '#lib/users/store.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { readVersion, saveEdit } from '../forms/save-edit.ts'
import { buildUserHref } from './[uid]/user-of-path.ts'
import { addResults, type BulkState, emptySummary } from './bulk-words.ts'
import { runAsViewer } from './run-as-viewer.ts'

/** Creates an account for somebody else. Never gives the password back. */
export async function addUser(_before: FormState, form: FormData): Promise<FormState> {
  const values = { ...readUserValues(form), role: readText(form, 'role') }
  try {
    return await runAsViewer(async viewer => {
      // Open sign-up lets anybody create an account, but not here.
      if (!isAdmin(viewer)) throw insufficientRole('Admin')
      // First, or a proof that comes with a field that is refused would be asked for without end.
      const proven = await proveViewer(viewer, form)
      const input = parseInput(NewUser, { ...values, password: readText(form, 'password') })
      const { uid } = await createUser(proven, input, '')
      return { values: {}, errors: {}, done: `${uid} is created.` }
    })
  } catch (error) {
    return toFormState(error, values)
  }
}

/** Changes the user with the `id` of the form if they are still as the form shows them. */
export async function saveUser(_before: FormState, form: FormData): Promise<FormState> {
  const status = readText(form, 'status')
  const typed = { ...readUserValues(form), role: readText(form, 'role'), status }
  try {
    return await runAsViewer(async viewer => {
      if (!isAdmin(viewer)) throw insufficientRole('Admin')
      const changes = () => parseInput(UserChanges, { ...typed, disabled: status === 'disabled' })
      const proven = await proveViewer(viewer, form)
      const saved = await saveEdit(proven, idOf(form), form, typed, changes)
      if ('values' in saved) return saved
      return { values: {}, errors: {}, done: `${saved.uid} is saved.` }
    })
  } catch (error) {
    return toFormState(error, { ...typed, ...readVersion(form) })
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
  const now = readText(form, 'uid').trim()
  if (state.done && foldUid(now) !== foldUid(uid)) redirect(buildUserHref({ uid: now }))
  return state
}

/** Does the same to all users that the form names, and answers for each. */
export async function changeChosen(_before: BulkState, form: FormData): Promise<BulkState> {
  const role = readText(form, 'role')
  try {
    return await runAsViewer(async viewer => {
      const uids = form.getAll('uid').map(String)
      const change = parseInput(BulkChange, { uids, action: readText(form, 'action'), role })
      const proven = await proveViewer(viewer, form)
      return { outcome: addResults(emptySummary, await changeUsers(proven, change)) }
    })
  } catch (error) {
    const { alert, errors, stepUp } = toFormState(error, {})
    if (stepUp) return { errors, role }
    return { alert: alert ?? Object.values(errors).join(' '), role }
  }
}

function idOf(form: FormData): number {
  return Number.parseInt(readText(form, 'id'), 10) || 0
}

function readUserValues(form: FormData) {
  return {
    uid: readText(form, 'uid').trim(),
    name: readText(form, 'name'),
    email: readText(form, 'email').trim(),
    dob: readText(form, 'dob'),
  }
}
