'use client'
import type { ReturnAddressJson } from '#lib/clients/return-address-json.ts'
import { useAnnounce } from './announcement.tsx'
import { ReturnAddressList } from './return-address-list.tsx'

/** Return addresses of origins that are on the list no longer. Without any it shows nothing. */
export function StrayAddresses({ addresses }: { addresses: ReturnAddressJson[] }) {
  const announce = useAnnounce()
  if (addresses.length === 0) return null
  return (
    <section aria-labelledby="stray-addresses" className="mt-12">
      <h2 id="stray-addresses" className="font-semibold">
        Return addresses without an origin
      </h2>
      <p className="mb-4 text-quiet text-sm">
        Nobody is sent there: their origins are not on the list. They count again once those are
        allowed.
      </p>
      <ReturnAddressList addresses={addresses} announce={announce} />
    </section>
  )
}
