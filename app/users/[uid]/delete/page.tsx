import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { makeEtag } from '#lib/http/etag.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { listSessions } from '#lib/sessions/list.ts'
import { buttonLook } from '../../../components/button-look.ts'
import { CardPage } from '../../../components/card-page.tsx'
import { pageSession } from '../../../session.ts'
import { DeleteForm } from '../delete-form.tsx'
import { type UserProps, userHref, userOfPath } from '../user-of-path.ts'

export async function generateMetadata({ params }: UserProps): Promise<Metadata> {
  return { title: `Delete ${(await userOfPath(params, '/delete')).uid}` }
}

export default async function DeleteUserPage({ params }: UserProps) {
  const user = await userOfPath(params, '/delete')
  const { viewer } = await pageSession()
  const back = userHref(user)
  if (!viewer || !isAdmin(viewer) || viewer.id === user.id) redirect(back)
  const sessions = await listSessions(viewer, user.id)
  return (
    <CardPage>
      <h1 className="mb-2 font-semibold text-xl">Delete {user.uid}</h1>
      <DeleteForm
        {...{ id: user.id, uid: user.uid, name: user.name }}
        etag={makeEtag(user)}
        sessions={sessions.length}
        cancel={
          <a href={back} className={buttonLook.plain}>
            Keep them
          </a>
        }
      />
    </CardPage>
  )
}
