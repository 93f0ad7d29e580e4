/** What a check has found: green, red, or not checked, since something else has to be mended first. */
export type Finding = {
  check: string
  state: 'ok' | 'fault' | 'unchecked'
  /** In sentences. */
  says: string
  /** What to do about a fault. */
  fix?: string
}

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says })

export const fault = (check: string, says: string, fix: string): Finding => ({
  ...{ check, state: 'fault', says, fix },
})

export const unchecked = (check: string, says: string): Finding => ({
  ...{ check, state: 'unchecked', says },
})
