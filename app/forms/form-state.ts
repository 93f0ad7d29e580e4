import type { Clash } from './clash.ts'

/**
 * What a form shows after it was sent: what was refused, or what is `done`; `until` is when a limit ends
 * (ISO 8601), `clash` is there when somebody else was quicker, `stepUp` when the password is asked for.
 */
export type FormState = {
  values: Record<string, string>
  errors: Record<string, string>
  alert?: string
  until?: string
  done?: string
  clash?: Clash
  stepUp?: true
}

/** A form that was not sent yet. */
export const initialFormState: FormState = { values: {}, errors: {} }
