'use client'
import type { ClientJson } from '#lib/clients/client-json.ts'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { forgetClient } from './actions.ts'

/** Says which application will be removed, and what that means. */
export function RemoveForm({ known: { client_id, name } }: { known: ClientJson }) {
  const [state, send] = useFormAction(forgetClient)
  return (
    <form action={send} className="space-y-4">
      <p className="text-sm">
        Nobody can sign in to <strong className="wrap-anywhere">{name}</strong> any more. Its
        sessions end at once, and what people have allowed it is forgotten. To let it back in, it
        has to be registered anew, with another ID.
      </p>
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={client_id} />
      <SubmitButton look="danger">Remove this application</SubmitButton>
    </form>
  )
}
