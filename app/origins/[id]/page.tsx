import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { listReturnAddresses } from '#lib/clients/return-address-store.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { listOrigins } from '#lib/origins/store.ts'
import { AdminPage } from '../../components/admin-page.tsx'
import { Part } from '../../components/part.tsx'
import { ExactOrigin } from '../exact-origin.tsx'
import { groupAddresses } from '../group-addresses.ts'
import { MODE_WORDS } from '../mode-words.ts'
import { OriginForm } from '../origin-form.tsx'
import { RemoveForm } from '../remove-form.tsx'
import { ReturnAddresses } from '../return-addresses.tsx'
import { ToOrigins } from '../to-origins.tsx'

export const metadata: Metadata = { title: 'Origin' }

type Props = { params: Promise<{ id: string }> }

/** One origin: how it is allowed, and its return addresses. It works without JavaScript. */
export default async function OriginPage({ params }: Props) {
  const { id } = await params
  return (
    <AdminPage title="Origin" next={`/origins/${encodeURIComponent(id)}`}>
      {async viewer => {
        const origins = await listOrigins(viewer)
        const known = origins.find(origin => String(origin.id) === id)
        if (!known) notFound()
        const addresses = groupAddresses(origins, await listReturnAddresses(viewer))
        return (
          <div className="space-y-8">
            {known.pinned ? (
              <PinnedOrigin known={known} />
            ) : (
              <OriginForm known={known} cancel={<ToOrigins />} />
            )}
            <Part id="return-addresses" title="Return addresses">
              <ReturnAddresses
                origin={known.origin}
                addresses={addresses.get(known.origin) ?? []}
              />
            </Part>
            {!known.pinned && (
              <Part id="remove" title="Remove">
                <RemoveForm id={known.id} origin={known.origin} cancel={<ToOrigins />} />
              </Part>
            )}
          </div>
        )
      }}
    </AdminPage>
  )
}

function PinnedOrigin({ known: { origin, mode, warning } }: { known: OriginJson }) {
  return (
    <div className="space-y-4">
      <ExactOrigin origin={origin} warning={warning} error={undefined} />
      <p className="text-sm">
        {MODE_WORDS[mode]}. It comes from the setting{' '}
        <span className="font-mono">CORS_ORIGINS</span> and can be changed only there.
      </p>
      <ToOrigins />
    </div>
  )
}
