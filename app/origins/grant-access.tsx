'use client'
import type { GrantJson } from '#lib/origins/missing-grant.ts'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { grantAccess } from './actions.ts'
import { useAnnounce } from './announcement.tsx'

type Props = {
  /** Null if nothing is missing any longer, or if a setting decides; what was done is still announced. */
  grant: GrantJson | null
  origin: string
}

/** Grants to the pages of an origin what they were refused. */
export function GrantAccess({ grant, origin }: Props) {
  const [state, send] = useFormAction(grantAccess, useAnnounce())
  if (!grant) return null
  return (
    <form action={send} className="space-y-2">
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={grant.id} />
      <input type="hidden" name="access" value={grant.access ?? ''} />
      <SubmitButton look="plain">
        {describeGrant(grant)}
        <span className="sr-only">, {origin}</span>
      </SubmitButton>
    </form>
  )
}

function describeGrant({ access }: GrantJson): string {
  if (access === 'administration') return 'Let its pages administer'
  return access ? 'Let its pages see users' : 'Let its pages take passwords'
}
