'use client'
import { useActionState } from 'react'
import { Field } from '../components/field.tsx'
import { hasSameValues } from '../forms/clash.ts'
import { ClashNote, ClashSwitch } from '../forms/clash-note.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { initialFormState } from '../forms/form-state.ts'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { saveProfile } from './actions.ts'

type Props = {
  /** What is stored, at the version `etag`. */
  known: { name: string; email: string; dob: string }
  etag: string
}

const LABELS = { name: 'Name', email: 'E-mail', dob: 'Date of birth' }

/** What is stored, and what was refused in its place. */
export function ProfileForm({ known, etag }: Props) {
  const [state, send] = useActionState(saveProfile, initialFormState)
  const form = useErrorFocus(state)
  const { clash } = state
  const shown = clash && hasSameValues(clash.theirs, state.values) ? 'theirs' : 'yours'
  const kept = (name: keyof typeof known) => ({
    name,
    label: LABELS[name],
    defaultValue: state.values[name] ?? known[name],
    error: state.errors[name],
  })
  return (
    <form ref={form} action={send} noValidate className="max-w-card space-y-4">
      <SensitiveAlert {...state} />
      {clash && (
        <ClashNote
          clash={clash}
          labels={LABELS}
          words="Your profile was changed in another window or by an administrator."
        />
      )}
      <input type="hidden" name="etag" value={state.values.etag ?? etag} />
      <input type="hidden" name="was" value={state.values.was ?? JSON.stringify(known)} />
      <Field {...kept('name')} autoComplete="name" />
      <Field {...kept('email')} type="email" autoComplete="email" optional />
      <Field {...kept('dob')} type="date" autoComplete="bday" optional />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>
          {clash && shown === 'yours' ? 'Save mine anyway' : 'Save profile'}
        </SubmitButton>
        {clash && <ClashSwitch clash={clash} shown={shown} />}
        <FormDone {...state} />
      </div>
    </form>
  )
}
