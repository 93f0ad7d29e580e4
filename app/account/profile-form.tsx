'use client'
import { useActionState } from 'react'
import { Field } from '../components/field.tsx'
import { FormAlert } from '../components/form-alert.tsx'
import { FormDone } from '../components/form-done.tsx'
import { SubmitButton } from '../components/submit-button.tsx'
import { useFirstFault } from '../components/use-first-fault.ts'
import { untouched } from '../form-state.ts'
import { saveProfile } from './actions.ts'

type Props = { name: string; email: string | null; dob: string | null }

/** What is stored, and what was refused in its place. */
export function ProfileForm(stored: Props) {
  const [state, send] = useActionState(saveProfile, untouched)
  const form = useFirstFault(state)
  const kept = (name: keyof Props) => ({
    name,
    defaultValue: state.values[name] ?? stored[name] ?? '',
    error: state.errors[name],
  })
  return (
    <form ref={form} action={send} noValidate className="max-w-card space-y-4">
      <FormAlert {...state} />
      <Field {...kept('name')} label="Name" autoComplete="name" />
      <Field {...kept('email')} label="E-mail" type="email" autoComplete="email" optional />
      <Field {...kept('dob')} label="Date of birth" type="date" autoComplete="bday" optional />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>Save profile</SubmitButton>
        <FormDone {...state} />
      </div>
    </form>
  )
}
