import type { Metadata } from 'next'
import { AdminPage } from '../../components/admin-page.tsx'
import { ClientForm } from '../client-form.tsx'
import { ToClients } from '../to-clients.tsx'

export const metadata: Metadata = { title: 'Register an application' }

export default function NewClientPage() {
  return (
    <AdminPage title="Register an application" next="/clients/new">
      {async () => <ClientForm known={null} cancel={<ToClients />} />}
    </AdminPage>
  )
}
