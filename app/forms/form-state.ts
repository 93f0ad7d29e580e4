import type { Question } from '#lib/proofs/way.ts'

/** The fields of a form, as text. */
export type FormValues = Record<string, string>

/** Two versions of the same fields: what the user typed, and what somebody else saved in the meantime. */
export type Clash = { yours: FormValues; theirs: FormValues }

/** What a form shows after it was sent. */
export type FormState = {
  values: FormValues
  /** What is wrong with each field, by its name. */
  errors: Record<string, string>
  /** Why the form as a whole was refused. */
  alert?: string
  /** When the limit that was reached ends (ISO 8601). */
  until?: string
  /** What was done. */
  done?: string
  /** Set if somebody else saved first. */
  clash?: Clash
  /** Set if the form has to be sent again with a proof of who the viewer is. */
  stepUp?: true
  /** Where the browser has to go by itself. */
  goTo?: string
  /** What the person is asked, where a proof is needed; without it, their password. */
  question?: Question
}

/** A form that was not sent yet. */
export const initialFormState: FormState = { values: {}, errors: {} }

/** The state of a form that did what it was sent for: empty again, with `words` on what was done. */
export function makeDoneState(words: string): FormState {
  return { values: {}, errors: {}, done: words }
}
