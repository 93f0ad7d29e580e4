import type { FormState, FormValues } from './form-state.ts'

/** Makes for each field of a form, by its name, what it shows: its text, and what is wrong with it. */
export function makeKeptField(values: FormValues, errors: FormState['errors']) {
  return (name: string) => ({ name, defaultValue: values[name], error: errors[name] })
}
