import type { Metadata } from 'next'
import { listAllowableModes } from '#lib/origins/allowable-modes.ts'
import { readPastedOrigin } from '#lib/origins/pasted-origin.ts'
import { describeSharedHost } from '#lib/origins/shared-host.ts'
import { AdminPage } from '../../components/admin-page.tsx'
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
  const origin = readPastedOrigin(text) ?? text
  const modes = origin.length <= 300 ? listAllowableModes(origin) : []
  return modes.length > 0 ? { origin, modes, warning: describeSharedHost(origin) } : null
}
