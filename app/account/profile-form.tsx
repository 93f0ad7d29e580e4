'use client'
import { Field } from '../components/field.tsx'
import { ClashNote } from '../forms/clash-note.tsx'
import { SaveButtons, VersionFields } from '../forms/edit-parts.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { saveProfile } from './actions.ts'

type Props = {
  /** The stored profile, at the version `etag`. */
  known: { name: string; email?: string; dob: string }
  etag: string
}

const LABELS = { name: 'Name', email: 'E-mail', dob: 'Date of birth' }

/** Edits the user's own profile; the e-mail address only where it is one of `known`. */
export function ProfileForm({ known, etag }: Props) {
  const [state, send] = useFormAction(saveProfile)
  const form = useErrorFocus(state)
  const kept = (name: keyof typeof known) => ({
    name,
    label: LABELS[name],
    defaultValue: state.values[name] ?? known[name],
    error: state.errors[name],
  })
  return (
    <form ref={form} action={send} noValidate className="max-w-card space-y-4">
      <SensitiveAlert {...state} />
      {state.clash && (
        <ClashNote
          clash={state.clash}
          labels={LABELS}
          words="Your profile was changed in another window or by an administrator."
        />
      )}
      <VersionFields state={state} etag={etag} was={known} />
      <Field {...kept('name')} autoComplete="name" />
      {known.email !== undefined && (
        <Field {...kept('email')} type="email" autoComplete="email" optional />
      )}
      <Field {...kept('dob')} type="date" autoComplete="bday" optional />
      <div className="flex flex-wrap items-center gap-4">
        <SaveButtons state={state}>Save profile</SaveButtons>
        <FormDone {...state} />
      </div>
    </form>
  )
}
