import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { env } from '#lib/env.ts'
import { Problem } from '#lib/http/problem.ts'
import { etagOf } from '#lib/users/etag.ts'
import { findUser } from '#lib/users/store.ts'
import { userJson } from '#lib/users/user-json.ts'
import { saveUserAt } from '../../actions.ts'
import { AdminPage } from '../../admin-page.tsx'
import { ToUsers } from '../../to-users.tsx'
import { UserForm } from '../../user-form.tsx'

export const metadata: Metadata = { title: 'Edit user' }

type Props = { params: Promise<{ uid: string }> }

export default async function EditUserPage({ params }: Props) {
  const uid = decodeURIComponent((await params).uid)
  return (
    <AdminPage title={`Edit ${uid}`} next={`/users/${encodeURIComponent(uid)}/edit`}>
      {async viewer => {
        const user = await known(uid)
        return (
          <UserForm
            known={{ user: userJson(viewer, user), etag: etagOf(user) }}
            roles={env().roles}
            save={saveUserAt.bind(null, uid)}
            cancel={<ToUsers>All users</ToUsers>}
          />
        )
      }}
    </AdminPage>
  )
}

async function known(uid: string) {
  try {
    return await findUser({ uid })
  } catch (error) {
    if (error instanceof Problem && error.status === 404) notFound()
    throw error
  }
}
