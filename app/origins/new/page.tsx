import type { Metadata } from 'next'
import { listRefusals } from '#lib/origins/refusal-list.ts'
import { AdminPage } from '../../users/admin-page.tsx'
import { OriginForm } from '../origin-form.tsx'
import { ToOrigins } from '../to-origins.tsx'

export const metadata: Metadata = { title: 'Allow an origin' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NewOriginPage({ searchParams }: Props) {
  const { origin } = await searchParams
  return (
    <AdminPage title="Allow an origin" next="/origins/new">
      {async viewer => {
        const refusals = origin ? await listRefusals(viewer, 1000) : []
        const offer = refusals.find(one => one.origin === origin && one.modes.length > 0)
        return <OriginForm known={null} {...(offer && { offer })} cancel={<ToOrigins />} />
      }}
    </AdminPage>
  )
}
