'use client'
import type { ClientJson } from '#lib/clients/client-json.ts'
import { FormDone } from '../forms/form-done.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { setClientEnabled } from './actions.ts'

/** Enables or disables an application. */
export function StateForm({ known: { client_id, enabled } }: { known: ClientJson }) {
  const [state, send] = useFormAction(setClientEnabled)
  return (
    <form action={send} className="space-y-4">
      <p className="text-sm">
        {enabled
          ? 'People can sign in to it. While it is disabled nobody can, and its sessions end at once.'
          : 'Nobody can sign in to it. What people have allowed it is kept.'}
      </p>
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={client_id} />
      <input type="hidden" name="enabled" value={String(!enabled)} />
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton look="plain">
          {enabled ? 'Disable this application' : 'Enable this application'}
        </SubmitButton>
        <FormDone {...state} />
      </div>
    </form>
  )
}
