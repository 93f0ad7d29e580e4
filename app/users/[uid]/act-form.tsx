'use client'
import type { ReactNode } from 'react'
import { FormDone } from '../../forms/form-done.tsx'
import type { FormState } from '../../forms/form-state.ts'
import { SensitiveAlert } from '../../forms/sensitive-alert.tsx'
import { SubmitButton } from '../../forms/submit-button.tsx'
import { useFormAction } from '../../forms/use-form-action.ts'

type Props = {
  act: (before: FormState, form: FormData) => Promise<FormState>
  /** The hidden fields of the form. */
  values: Record<string, string | number>
  children: ReactNode
}

/** A button for one action, and its result. */
export function ActForm({ act, values, children }: Props) {
  const [state, send] = useFormAction(act)
  return (
    <form action={send} className="space-y-3">
      <SensitiveAlert {...state} />
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
