'use client'
import type { ReactNode } from 'react'
import type { ClientJson } from '#lib/clients/client-json.ts'
import { FormDone } from '../forms/form-done.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { registerClient, saveClient } from './actions.ts'
import { ClientFields } from './client-fields.tsx'
import { NEW_CLIENT_VALUES, toClientValues } from './client-values.ts'
import { NewSecret } from './new-secret.tsx'
import { Registered } from './registered.tsx'
import { SoftwareFields } from './software-fields.tsx'

type Props = {
  /** The application to edit; null for a new one. */
  known: ClientJson | null
  cancel: ReactNode
}

/** Registers an application, or changes one. */
export function ClientForm({ known, cancel }: Props) {
  const [state, send] = useFormAction(known ? saveClient : registerClient)
  const form = useErrorFocus(state)
  if (!known && state.done) return <Registered {...state} />
  const isTyped = 'name' in state.values
  const saved = known ? toClientValues(known) : NEW_CLIENT_VALUES
  const values = isTyped ? { kind: saved.kind ?? '', ...state.values } : saved
  const kind = known ? { kind: known.kind } : {}
  const shown = { ...values, ...kind }
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <SensitiveAlert {...state} />
      {known && <input type="hidden" name="id" value={known.client_id} />}
      <ClientFields
        values={shown}
        errors={state.errors}
        isNew={!known}
        logo={known?.logo ?? null}
      />
      <SoftwareFields values={shown} errors={state.errors} isNew={!known} />
      <NewSecret values={state.values} />
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton>{known ? 'Save' : 'Register this application'}</SubmitButton>
        {cancel}
        <FormDone {...state} />
      </div>
    </form>
  )
}
