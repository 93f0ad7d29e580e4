import { Field } from '../components/field.tsx'
import type { KeptField } from './kept-field.ts'

/** Takes the user ID that somebody chooses for their account. */
export function NewUidField(field: KeptField) {
  return (
    <Field
      {...field}
      label="User ID"
      help={
        <>
          You sign in with it. Letters, digits and{' '}
          <span className="whitespace-nowrap">. _ - @</span>
        </>
      }
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
    />
  )
}
