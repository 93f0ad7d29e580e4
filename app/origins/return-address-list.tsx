'use client'
import type { ReturnAddressJson } from '#lib/clients/return-address-json.ts'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { type Announce, useFormAction } from '../forms/use-form-action.ts'
import { forgetReturnAddress } from './return-actions.ts'

type Props = { addresses: ReturnAddressJson[]; announce: Announce }

/** Return addresses, each with a button that removes it. */
export function ReturnAddressList({ addresses, announce }: Props) {
  return (
    <ul className="rounded-md border border-line bg-raised text-sm">
      {addresses.map(address => (
        <ReturnAddressItem key={address.id} known={address} announce={announce} />
      ))}
    </ul>
  )
}

type ItemProps = { known: ReturnAddressJson; announce: Announce }

function ReturnAddressItem({ known: { id, address, pinned, addedBy }, announce }: ItemProps) {
  const [state, send] = useFormAction(forgetReturnAddress, announce)
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 border-line border-b px-4 py-2 last:border-b-0">
      <p className="min-w-0">
        <span className="font-mono break-all">{address}</span>{' '}
        <span className="text-quiet">{pinned ? 'from RETURN_ADDRESSES' : `by ${addedBy}`}</span>
      </p>
      {!pinned && (
        <form action={send} className="flex flex-wrap items-center gap-2">
          <SensitiveAlert {...state} />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="address" value={address} />
          <SubmitButton look="small">
            Remove<span className="sr-only"> {address}</span>
          </SubmitButton>
        </form>
      )}
    </li>
  )
}
