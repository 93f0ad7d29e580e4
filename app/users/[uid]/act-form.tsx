'use client'
import { type ReactNode, useActionState } from 'react'
import { FormAlert } from '../../forms/form-alert.tsx'
import { FormDone } from '../../forms/form-done.tsx'
import { type FormState, initialFormState } from '../../forms/form-state.ts'
import { SubmitButton } from '../../forms/submit-button.tsx'

type Props = {
  act: (before: FormState, form: FormData) => Promise<FormState>
  /** The hidden fields of the form. */
  values: Record<string, string | number>
  children: ReactNode
}

/** A button for one action, and its result. */
export function ActForm({ act, values, children }: Props) {
  const [state, send] = useActionState(act, initialFormState)
  return (
    <form action={send} className="space-y-3">
      <FormAlert {...state} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton look="plain">{children}</SubmitButton>
        <FormDone {...state} />
      </div>
    </form>
  )
}
