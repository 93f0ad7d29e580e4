'use client'
import type { ReturnRefusalJson } from '#lib/clients/return-address-json.ts'
import { REFUSED_ADDRESSES } from './refused-origins.ts'
import { ReturnRefusalItem } from './return-refusal-item.tsx'
import { useLiveList } from './use-live-list.ts'

type Props = { of: keyof typeof REFUSED_ADDRESSES; initial: ReturnRefusalJson[] }

/** The return addresses that were refused; new ones appear by themselves. Without any it shows nothing. */
export function ReturnRefusals({ of, initial }: Props) {
  const kind = REFUSED_ADDRESSES[of]
  const { items, news, list } = useLiveList(kind, initial)
  return (
    <>
      <p role="status" className="sr-only">
        {news}
      </p>
      {items.length > 0 && (
        <section aria-labelledby="refused-addresses" className="mt-12">
          <h2 id="refused-addresses" className="font-semibold">
            Refused return addresses
          </h2>
          <p className="mb-4 text-quiet text-sm">
            What was asked for and nobody has allowed. Nobody was sent there. This list updates
            itself.
          </p>
          <ul ref={list} className="rounded-md border border-line bg-raised text-sm">
            {items.map(refusal => (
              <ReturnRefusalItem key={kind.makeKey(refusal)} refusal={refusal} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
