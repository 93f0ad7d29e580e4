import type { FormState, FormValues } from './form-state.ts'

/** The name of a field, the text in it, and what is wrong with that. */
export type KeptField = {
  name: string
  defaultValue: string | undefined
  error: string | undefined
}

/** Makes for each field of a form, by its name, what it shows: its text, and what is wrong with it. */
export function makeKeptField(values: FormValues, errors: FormState['errors']) {
  return (name: string): KeptField => ({ name, defaultValue: values[name], error: errors[name] })
}
