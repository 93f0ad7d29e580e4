/** The fields of a form, as text. */
export type FormValues = Record<string, string>

/** What one typed, and what somebody else has saved meanwhile. */
export type Clash = { yours: FormValues; theirs: FormValues }

/**
 * What to go on with when somebody else was quicker: each field that one has changed since it was `was` stays
 * as one typed it, every other one follows the other's version.
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
