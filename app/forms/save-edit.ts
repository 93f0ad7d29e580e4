import { makeEtag } from '#lib/http/etag.ts'
import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { updateUser } from '#lib/users/edit.ts'
import type { UserChanges } from '#lib/users/schema.ts'
import { findUser, type StoredUser } from '#lib/users/store.ts'
import { hasSameValues, mergeEdits } from './clash.ts'
import { readText } from './form.ts'
import type { FormState, FormValues } from './form-state.ts'

/** The version that a form shows: the values of its fields as JSON, and the ETag. */
export function readVersion(form: FormData): { etag: string; was: string } {
  return { etag: readText(form, 'etag'), was: readText(form, 'was') }
}

/**
 * Saves what was `typed`, unless somebody else has changed the same fields since the form was shown. Then nothing is
 * saved, and the form comes back with both versions; its buttons save over theirs, or switch to it (`take`). A change
 * of anything else, such as the avatar, does not count.
 * @throws Problem as {@link updateUser}, except 412.
 */
export async function saveEdit(
  viewer: Viewer,
  id: number,
  form: FormData,
  typed: FormValues,
  changes: () => UserChanges,
): Promise<StoredUser | FormState> {
  const { etag, was } = readVersion(form)
  const shown = parseValues(was)
  const take = readText(form, 'take')
  if (take === 'theirs') return toClashState(etag, shown, typed, shown)
  if (take === 'yours') {
    const yours = parseValues(readText(form, 'yours'))
    return toClashState(etag, yours, yours, shown)
  }
  let known = etag
  for (;;) {
    try {
      return await updateUser(viewer, { id }, changes(), known)
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'changed_meanwhile')) throw error
    }
    const now = await findUser({ id })
    known = makeEtag(now)
    const theirs = pickFields(typed, toFormValues(now))
    if (hasSameValues(typed, theirs)) return now
    if (hasSameValues(theirs, shown)) continue
    const yours = mergeEdits(shown, typed, theirs)
    return toClashState(known, yours, yours, theirs)
  }
}

function toClashState(
  etag: string,
  values: FormValues,
  yours: FormValues,
  theirs: FormValues,
): FormState {
  const version = { etag, was: JSON.stringify(theirs) }
  return { values: { ...values, ...version }, errors: {}, clash: { yours, theirs } }
}

/** A user as forms show them. */
function toFormValues(user: StoredUser): FormValues {
  const { uid, name, email, dob, role, disabled } = user
  const status = disabled ? 'disabled' : 'enabled'
  const emailVerified = user.verifiedEmailKey !== null || !email ? 'yes' : 'no'
  return { uid, name, email: email ?? '', emailVerified, dob: dob ?? '', role, status }
}

function pickFields(fields: FormValues, values: FormValues): FormValues {
  return Object.fromEntries(Object.keys(fields).map(name => [name, values[name] ?? '']))
}

/** The JSON has been in the browser, so it may be anything. */
function parseValues(json: string): FormValues {
  try {
    const entries = Object.entries(Object(JSON.parse(json)))
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
  } catch {
    return {}
  }
}
