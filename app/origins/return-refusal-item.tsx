'use client'
import { Ban, CircleCheck } from 'lucide-react'
import { isRegisteredId } from '#lib/clients/client.ts'
import type { ReturnRefusalJson } from '#lib/clients/return-address-json.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { AllowAddress } from './allow-address.tsx'

/** One return address that was refused: who asked for it, why it was refused, and how to allow it. */
export function ReturnRefusalItem({ refusal }: { refusal: ReturnRefusalJson }) {
  const { address, client, cause, count, lastSeen, allowed, allowable } = refusal
  const Mark = allowed ? CircleCheck : Ban
  return (
    <li className="grid gap-x-6 gap-y-2 border-line border-b p-4 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0 space-y-1">
        <p className="flex gap-2">
          <Mark
            aria-hidden
            className={`mt-0.5 size-4 shrink-0 ${allowed ? 'text-allowed' : 'text-danger'}`}
          />
          <span className="font-mono font-semibold break-all">{address}</span>
        </p>
        <p>{cause}</p>
        <p className="text-quiet" suppressHydrationWarning>
          {count === 1 ? 'Once,' : `${count.toLocaleString('en')} times, last`}{' '}
          <RelativeTime iso={lastSeen} /> for <Asker client={client} />.
        </p>
      </div>
      <div className="hidden self-center has-[button]:block">
        <AllowAddress address={allowable ? address : null} client={client} />
      </div>
    </li>
  )
}

/** The client that asked: an origin, or an application, which has a page. */
function Asker({ client }: { client: string }) {
  if (!isRegisteredId(client)) {
    return <span className="font-mono wrap-anywhere text-ink">{client}</span>
  }
  return (
    <a href={`/clients/${client}`} className="font-mono text-link wrap-anywhere">
      {client}
    </a>
  )
}
