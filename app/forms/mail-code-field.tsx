import { Field } from '../components/field.tsx'
import type { KeptField } from './kept-field.ts'

/** Takes the code of a mail, in any case, with or without a hyphen. */
export function MailCodeField(field: KeptField) {
  return (
    <Field
      {...field}
      label="Code"
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={40}
    />
  )
}
