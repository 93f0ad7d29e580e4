/** What a form shows after it was sent: what was refused, or what is `done`; `until` is when a limit ends (ISO 8601). */
export type FormState = {
  values: Record<string, string>
  errors: Record<string, string>
  alert?: string
  until?: string
  done?: string
}

/** A form that was not sent yet. */
export const untouched: FormState = { values: {}, errors: {} }
