/** The result of a check: passed, failed, or not checked because something else must be fixed first. */
export type Finding = {
  check: string
  state: 'ok' | 'fault' | 'unchecked'
  /** In sentences. */
  says: string
  /** How to fix a fault. */
  fix?: string
}

/** A finding of `check` that nothing is wrong. */
export function pass(check: string, says: string): Finding {
  return { check, state: 'ok', says }
}

/** A finding of `check` that something is wrong, and how to fix it. */
export function fail(check: string, says: string, fix: string): Finding {
  return { check, state: 'fault', says, fix }
}

/** A finding that `check` could not be made yet. */
export function skip(check: string, says: string): Finding {
  return { check, state: 'unchecked', says }
}
