'use client'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { useAnnounce } from './announcement.tsx'
import { allowRefusedAddress } from './return-actions.ts'

type Props = {
  /** Null if there is nothing to allow; what was done is still announced. */
  address: string | null
  /** An origin, or an application that is registered. */
  client: string
}

/** Allows an address that answers for a client go to. */
export function AllowAddress({ address, client }: Props) {
  const [state, send] = useFormAction(allowRefusedAddress, useAnnounce())
  if (address === null) return null
  return (
    <form action={send} className="space-y-2">
      <SensitiveAlert {...state} alert={state.alert ?? Object.values(state.errors).join(' ')} />
      <input type="hidden" name="address" value={address} />
      <input type="hidden" name="client" value={client} />
      <SubmitButton look="plain">
        Allow this address<span className="sr-only">, {address}</span>
      </SubmitButton>
    </form>
  )
}
