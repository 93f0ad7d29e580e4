import type { Metadata } from 'next'
import { env } from '#lib/env/env.ts'
import { makeEtag } from '#lib/http/etag.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import { AdminPage } from '../../../components/admin-page.tsx'
import { saveUserAt } from '../../actions.ts'
import { ToUsers } from '../../to-users.tsx'
import { UserForm } from '../../user-form.tsx'
import { buildUserHref } from '../../user-href.ts'
import { findUserOfPath, type UserProps } from '../user-of-path.ts'

export async function generateMetadata({ params }: UserProps): Promise<Metadata> {
  return { title: `Edit ${(await findUserOfPath(params, '/edit')).uid}` }
}

export default async function EditUserPage({ params }: UserProps) {
  const user = await findUserOfPath(params, '/edit')
  return (
    <AdminPage title={`Edit ${user.uid}`} next={`${buildUserHref(user)}/edit`}>
      {async viewer => (
        <UserForm
          known={{ user: toUserJson(viewer, user, env()), etag: makeEtag(user) }}
          roles={env().roles}
          save={saveUserAt.bind(null, user.uid)}
          cancel={<ToUsers>All users</ToUsers>}
        />
      )}
    </AdminPage>
  )
}
