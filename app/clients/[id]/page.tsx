import type { Metadata } from 'next'
import { readClient } from '#lib/clients/client-store.ts'
import { AdminPage } from '../../components/admin-page.tsx'
import { CopyBox } from '../../components/copy-box.tsx'
import { Part } from '../../components/part.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { showNotFound } from '../../show-not-found.ts'
import { ClientForm } from '../client-form.tsx'
import { KIND_WORDS } from '../client-words.ts'
import { RemoveForm } from '../remove-form.tsx'
import { SecretForm } from '../secret-form.tsx'
import { StateForm } from '../state-form.tsx'
import { ToClients } from '../to-clients.tsx'

export const metadata: Metadata = { title: 'Application' }

type Props = { params: Promise<{ id: string }> }

/** One application: what it is, its secret, whether it is enabled. It works without JavaScript. */
export default async function ClientPage({ params }: Props) {
  const { id } = await params
  return (
    <AdminPage title="Application" next={`/clients/${encodeURIComponent(id)}`}>
      {async viewer => {
        const known = await readClient(viewer, id).catch(showNotFound)
        const { kind, addedBy, createdAt, authMethod } = known
        return (
          <div className="space-y-8">
            <div className="space-y-2">
              <CopyBox label="Client ID" text={known.client_id} />
              <p className="text-quiet text-sm">
                {KIND_WORDS[kind]} · registered by{' '}
                <span className="font-mono text-ink">{addedBy}</span>{' '}
                <RelativeTime iso={createdAt} />
              </p>
            </div>
            <ClientForm known={known} cancel={<ToClients />} />
            {authMethod.startsWith('client_secret') && (
              <Part id="secret" title="Secret">
                <SecretForm known={known} />
              </Part>
            )}
            <Part id="state" title={known.enabled ? 'Disable' : 'Disabled'}>
              <StateForm known={known} />
            </Part>
            <Part id="remove" title="Remove">
              <RemoveForm known={known} />
            </Part>
          </div>
        )
      }}
    </AdminPage>
  )
}
