'use client'
import type { ClientJson } from '#lib/clients/client-json.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { SelectField } from '../components/select-field.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { replaceSecret } from './actions.ts'
import { OVERLAP_OPTIONS } from './client-words.ts'
import { NewSecret } from './new-secret.tsx'

/** The secrets of an application that are good now, and how to replace the newest. */
export function SecretForm({ known: { client_id, secrets } }: { known: ClientJson }) {
  const [state, send] = useFormAction(replaceSecret)
  return (
    <form action={send} className="space-y-4">
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={client_id} />
      <ul className="text-sm">
        {secrets.map(({ createdAt, expiresAt }) => (
          <li key={createdAt}>
            Created <RelativeTime iso={createdAt} />
            {expiresAt && (
              <>
                , ends <RelativeTime iso={expiresAt} />
              </>
            )}
          </li>
        ))}
      </ul>
      <NewSecret values={state.values} />
      <SelectField
        name="overlapSeconds"
        label="How long the present secret stays good"
        options={OVERLAP_OPTIONS}
        defaultValue={state.values.overlapSeconds ?? '86400'}
        help="Long enough to set up the application anew without a gap."
      />
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton look="plain">Replace the secret</SubmitButton>
        <FormDone {...state} />
      </div>
    </form>
  )
}
