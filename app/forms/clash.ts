import type { FormValues } from './form-state.ts'

/**
 * Merges two edits of the version `was`: the fields that the user changed stay as they typed them, all others
 * follow the saved version.
 */
export function mergeEdits(was: FormValues, yours: FormValues, theirs: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(yours).map(([name, value]) => [
      name,
      value === was[name] ? (theirs[name] ?? value) : value,
    ]),
  )
}

/** Whether two versions are the same in every field of the form. */
export function hasSameValues(one: FormValues, other: FormValues): boolean {
  return Object.keys(one).every(name => one[name] === other[name])
}
