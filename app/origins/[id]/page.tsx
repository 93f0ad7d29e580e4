import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { listOrigins } from '#lib/origins/store.ts'
import { AdminPage } from '../../components/admin-page.tsx'
import { OriginForm } from '../origin-form.tsx'
import { RemoveForm } from '../remove-form.tsx'
import { ToOrigins } from '../to-origins.tsx'

export const metadata: Metadata = { title: 'Origin' }

type Props = { params: Promise<{ id: string }> }

/** What the menu of an origin does, for use without JavaScript. */
export default async function OriginPage({ params }: Props) {
  const { id } = await params
  return (
    <AdminPage title="Origin" next={`/origins/${encodeURIComponent(id)}`}>
      {async viewer => {
        const known = (await listOrigins(viewer)).find(origin => String(origin.id) === id)
        if (!known || known.pinned) notFound()
        return (
          <div className="space-y-8">
            <OriginForm known={known} cancel={<ToOrigins />} />
            <section aria-labelledby="remove" className="border-line border-t pt-6">
              <h2 id="remove" className="mb-2 font-semibold">
                Remove
              </h2>
              <RemoveForm id={known.id} origin={known.origin} cancel={<ToOrigins />} />
            </section>
          </div>
        )
      }}
    </AdminPage>
  )
}
