'use client'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { keepGrants } from './actions.ts'
import { useAnnounce } from './announcement.tsx'

/**
 * Says once that entries from before there was an access keep what they could do, until somebody has chosen for each.
 * @param origins those entries; without any it shows nothing.
 */
export function KeptGrants({ origins }: { origins: string[] }) {
  const [state, send] = useFormAction(keepGrants, useAnnounce())
  if (origins.length === 0) return null
  return (
    <section
      aria-labelledby="kept"
      className="mb-4 space-y-2 rounded-md border border-line bg-raised p-4 text-sm"
    >
      <h2 id="kept" className="font-semibold">
        Choose what pages of these origins may do
      </h2>
      <p>
        They were allowed before this could be chosen, and keep what they could do: act as an
        administrator if one is signed in there, and take passwords. Edit each to give it less, or
        keep all as they are.
      </p>
      <p className="font-mono break-all">{origins.join(', ')}</p>
      <form action={send} className="space-y-2">
        <SensitiveAlert {...state} />
        <SubmitButton look="plain">Keep them as they are</SubmitButton>
      </form>
    </section>
  )
}
