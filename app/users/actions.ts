'use server'
import { redirect } from 'next/navigation'
import { parseInput } from '#lib/http/body.ts'
import { insufficientRole } from '#lib/http/problem.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { BulkChange, changeUsers } from '#lib/users/bulk.ts'
import { NewUser, UserChanges } from '#lib/users/schema.ts'
import { createUser } from '#lib/users/store.ts'
import { readId, readText, readUserFields } from '../forms/form.ts'
import { type FormState, makeDoneState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { readVersion, saveEdit } from '../forms/save-edit.ts'
import { makeViewerAction } from '../forms/viewer-action.ts'
import { addResults, type BulkState, emptySummary } from './bulk-words.ts'
import { buildUserHref } from './user-href.ts'

const runAsViewer = makeViewerAction({ route: '/users', revalidate: '/users' })

/** Creates an account for somebody else. Never gives the password back. */
export async function addUser(_before: FormState, form: FormData): Promise<FormState> {
  const values = { ...readUserFields(form), role: readText(form, 'role') }
  return runAsViewer(form, values, async viewer => {
    // With open sign-up anybody may create an account, but not by this form.
    if (!isAdmin(viewer)) throw insufficientRole('Admin')
    // Before the fields are checked: otherwise one wrong field would make the form ask for the password forever.
    const proven = await proveViewer(viewer, form)
    const input = parseInput(NewUser, { ...values, password: readText(form, 'password') })
    const { uid } = await createUser(proven, input, '')
    return makeDoneState(`${uid} is created.`)
  })
}

/** Changes the user with the `id` of the form, if nobody else has changed them since the form was shown. */
export async function saveUser(_before: FormState, form: FormData): Promise<FormState> {
  const status = readText(form, 'status')
  const emailVerified = readText(form, 'emailVerified')
  const typed = {
    ...readUserFields(form),
    role: readText(form, 'role'),
    status,
    emailVerified,
  }
  return runAsViewer(form, { ...typed, ...readVersion(form) }, async viewer => {
    if (!isAdmin(viewer)) throw insufficientRole('Admin')
    const changes = () =>
      parseInput(UserChanges, {
        ...typed,
        disabled: status === 'disabled',
        emailVerified: emailVerified === 'yes',
      })
    const proven = await proveViewer(viewer, form)
    const saved = await saveEdit(proven, readId(form), form, typed, changes)
    return 'values' in saved ? saved : makeDoneState(`${saved.uid} is saved.`)
  })
}

/** The same on the page whose address names the user `uid`; goes to the new address if the user ID has changed. */
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

/** Changes all users whom the form names, and says what became of each. */
export async function changeChosen(_before: BulkState, form: FormData): Promise<BulkState> {
  const role = readText(form, 'role')
  const state = await runAsViewer(form, {}, async viewer => {
    const uids = form.getAll('uid').map(String)
    const change = parseInput(BulkChange, { uids, action: readText(form, 'action'), role })
    const proven = await proveViewer(viewer, form)
    return { outcome: addResults(emptySummary, await changeUsers(proven, change)) }
  })
  if ('outcome' in state) return state
  const { alert, errors, stepUp } = state
  if (stepUp) return { errors, role }
  return { alert: alert ?? Object.values(errors).join(' '), role }
}
