import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { env } from '#lib/env/env.ts'
import { AdminPage } from '../components/admin-page.tsx'
import type { SearchParams } from '../search-params.ts'
import { BulkForm } from '../users/bulk-form.tsx'
import { BULK_WORDS, type BulkAction, describeBulkChange } from '../users/bulk-words.ts'
import { ToUsers } from '../users/to-users.tsx'

export const metadata: Metadata = { title: 'Change users' }

type Props = { searchParams: Promise<SearchParams> }

/** The question before a bulk change, for use without JavaScript. */
export default async function ChangeUsersPage({ searchParams }: Props) {
  const params = await searchParams
  const action = String(params.action)
  const uids = [params.uid ?? []].flat()
  if (!isAction(action) || uids.length === 0) redirect('/users')
  const users = uids.map(uid => ({ uid, name: uid }))
  return (
    <AdminPage title={`${describeBulkChange(action, { users })}?`} next="/users">
      {async viewer => (
        <BulkForm
          action={action}
          users={users}
          roles={env().roles}
          self={viewer.uid}
          cancel={<ToUsers>Cancel</ToUsers>}
          close={<ToUsers>All users</ToUsers>}
        />
      )}
    </AdminPage>
  )
}

function isAction(text: string): text is BulkAction {
  return Object.hasOwn(BULK_WORDS, text)
}
