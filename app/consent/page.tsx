import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { isNativeClient } from '#lib/clients/client.ts'
import { CardPage } from '../components/card-page.tsx'
import { ClientLogo } from '../components/client-logo.tsx'
import { SiteBrand } from '../components/site-brand.tsx'
import { OtherAccount } from '../flow/other-account.tsx'
import { readPageFlow } from '../flow/page-flow.ts'
import { ReturnLine } from '../flow/return-line.tsx'
import { SiteName } from '../flow/site-name.tsx'
import { requirePageViewer } from '../page-session.ts'
import type { SearchParams } from '../search-params.ts'
import { ConsentForm } from './consent-form.tsx'
import { Permissions } from './permissions.tsx'

export const metadata: Metadata = { title: 'Allow access' }

type Props = { searchParams: Promise<SearchParams> }

/** Asks whether a site may know who signs in. */
export default async function ConsentPage({ searchParams }: Props) {
  const flow = await readPageFlow(searchParams)
  const { next, site } = flow
  if (!site) redirect(next)
  const { viewer } = await requirePageViewer(next)
  const { client } = site.target
  return (
    <CardPage brand={<SiteBrand />} foot={<ReturnLine site={site} />}>
      <div className="mb-1 flex items-center gap-3">
        <ClientLogo logo={client.logo} size="large" />
        <h1 className="min-w-0 font-semibold text-xl wrap-anywhere">Allow {client.name}?</h1>
      </div>
      <p className="mb-4 text-quiet">
        <OtherAccount uid={viewer.uid} flow={flow} />
      </p>
      <p className="mb-2">
        <SiteName site={site} /> will be able to:
      </p>
      <Permissions site={site} />
      {isNativeClient(client) && (
        <p className="mb-4 text-quiet">
          This app runs on your device, where another program could use its name. Allow it only if
          you have just started it yourself.
        </p>
      )}
      <ConsentForm next={next} />
    </CardPage>
  )
}
