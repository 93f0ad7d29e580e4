import type { Metadata } from 'next'
import { listAllowableModes } from '#lib/origins/allowable-modes.ts'
import { readPastedOrigin } from '#lib/origins/pasted-origin.ts'
import { describeSharedHost } from '#lib/origins/shared-host.ts'
import { AdminPage } from '../../components/admin-page.tsx'
import type { SearchParams } from '../../search-params.ts'
import { OriginForm } from '../origin-form.tsx'
import { ToOrigins } from '../to-origins.tsx'

export const metadata: Metadata = { title: 'Allow an origin' }

type Props = { searchParams: Promise<SearchParams> }

export default async function NewOriginPage({ searchParams }: Props) {
  const { origin } = await searchParams
  const offer = typeof origin === 'string' ? findOffer(origin) : null
  return (
    <AdminPage
      title="Allow an origin"
      next={`/origins/new${offer ? `?origin=${encodeURIComponent(offer.origin)}` : ''}`}
    >
      {async () => <OriginForm known={null} {...(offer && { offer })} cancel={<ToOrigins />} />}
    </AdminPage>
  )
}

/** The origin that a link offers to allow, from a refusal or the doctor; null if it cannot be allowed. */
function findOffer(text: string) {
  const origin = readPastedOrigin(text) ?? text
  const modes = origin.length <= 300 ? listAllowableModes(origin) : []
  return modes.length > 0 ? { origin, modes, warning: describeSharedHost(origin) } : null
}
