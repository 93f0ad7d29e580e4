import type { Metadata } from 'next'
import { allowable } from '#lib/origins/allowable.ts'
import { originIn } from '#lib/origins/pasted-origin.ts'
import { sharedHost } from '#lib/origins/shared-host.ts'
import { AdminPage } from '../../users/admin-page.tsx'
import { OriginForm } from '../origin-form.tsx'
import { ToOrigins } from '../to-origins.tsx'

export const metadata: Metadata = { title: 'Allow an origin' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NewOriginPage({ searchParams }: Props) {
  const { origin } = await searchParams
  const offer = typeof origin === 'string' ? offerOf(origin) : null
  return (
    <AdminPage
      title="Allow an origin"
      next={`/origins/new${offer ? `?origin=${encodeURIComponent(offer.origin)}` : ''}`}
    >
      {async () => <OriginForm known={null} {...(offer && { offer })} cancel={<ToOrigins />} />}
    </AdminPage>
  )
}

/** What a link offers to allow, as from a refusal or the doctor; null for what cannot be. */
function offerOf(text: string) {
  const origin = originIn(text) ?? text
  const modes = origin.length <= 300 ? allowable(origin) : []
  return modes.length > 0 ? { origin, modes, warning: sharedHost(origin) } : null
}
