import type { Metadata } from 'next'
import { env } from '#lib/env/env.ts'
import { AdminPage } from '../components/admin-page.tsx'
import { ToUsers } from '../users/to-users.tsx'
import { UserForm } from '../users/user-form.tsx'

export const metadata: Metadata = { title: 'New user' }

export default function NewUserPage() {
  return (
    <AdminPage title="New user" next="/new-user">
      {async () => (
        <UserForm known={null} roles={env().roles} cancel={<ToUsers>All users</ToUsers>} />
      )}
    </AdminPage>
  )
}
