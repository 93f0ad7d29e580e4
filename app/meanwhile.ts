/** The fields of a form, as text. */
export type Values = Record<string, string>

/** What one typed, and what somebody else has saved meanwhile. */
export type Clash = { yours: Values; theirs: Values }

/**
 * What to go on with when somebody else was quicker: each field that one has changed since it was `was` stays
 * as one typed it, every other one follows the other's version.
 */
export function merged(was: Values, yours: Values, theirs: Values): Values {
  return Object.fromEntries(
    Object.entries(yours).map(([name, value]) => [
      name,
      value === was[name] ? (theirs[name] ?? value) : value,
    ]),
  )
}

/** Whether two versions are the same in every field of the form. */
export function alike(one: Values, other: Values): boolean {
  return Object.keys(one).every(name => one[name] === other[name])
}
