import { makeEtag } from '#lib/http/etag.ts'
import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { updateUser } from '#lib/users/edit.ts'
import type { UserChanges } from '#lib/users/schema.ts'
import { findUser, type StoredUser } from '#lib/users/store.ts'
import { textOf } from './form.ts'
import type { FormState } from './form-state.ts'
import { alike, merged, type Values } from './meanwhile.ts'

/** A user as forms show them. */
function valuesOf(user: Omit<StoredUser, 'version'>): Values {
  const { uid, name, email, dob, role, disabled } = user
  const status = disabled ? 'disabled' : 'enabled'
  return { uid, name, email: email ?? '', dob: dob ?? '', role, status }
}

/** What a form brings beside its fields: the version that it shows, in full and by its tag. */
export function versionOf(form: FormData): { etag: string; was: string } {
  return { etag: textOf(form, 'etag'), was: textOf(form, 'was') }
}

/**
 * Saves what was `typed` unless somebody else has changed the same form meanwhile: then nothing is saved, and
 * the form comes back with both versions, to save over theirs or to take it (`take`). What they changed
 * elsewhere, a picture say, is nothing to ask about.
 * @throws Problem as {@link updateUser}, but for 412.
 */
export async function saveEdit(
  viewer: Viewer,
  id: number,
  form: FormData,
  typed: Values,
  changes: () => UserChanges,
): Promise<StoredUser | FormState> {
  const { etag, was } = versionOf(form)
  const shown = readValues(was)
  const take = textOf(form, 'take')
  if (take === 'theirs') return clashed(etag, shown, typed, shown)
  if (take === 'yours') {
    const yours = readValues(textOf(form, 'yours'))
    return clashed(etag, yours, yours, shown)
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
    const theirs = ofFields(typed, valuesOf(now))
    if (alike(typed, theirs)) return now
    if (alike(theirs, shown)) continue
    const yours = merged(shown, typed, theirs)
    return clashed(known, yours, yours, theirs)
  }
}

function clashed(etag: string, values: Values, yours: Values, theirs: Values): FormState {
  const version = { etag, was: JSON.stringify(theirs) }
  return { values: { ...values, ...version }, errors: {}, clash: { yours, theirs } }
}

function ofFields(fields: Values, values: Values): Values {
  return Object.fromEntries(Object.keys(fields).map(name => [name, values[name] ?? '']))
}

/** It went through the browser, so it may be anything. */
function readValues(json: string): Values {
  try {
    const entries = Object.entries(Object(JSON.parse(json)))
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
  } catch {
    return {}
  }
}
