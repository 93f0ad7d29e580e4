import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { makeEtag } from '#lib/http/etag.ts'
import { isAdmin } from '#lib/identity/role.ts'
import { listSessions } from '#lib/sessions/list.ts'
import { buttonLook } from '../../../components/button-look.ts'
import { CardPage } from '../../../components/card-page.tsx'
import { ViewerPage } from '../../../forms/viewer-page.tsx'
import { requirePageViewer } from '../../../page-session.ts'
import { buildUserHref } from '../../user-href.ts'
import { DeleteUserForm } from '../delete-user-form.tsx'
import { findUserOfPath, type UserProps } from '../user-of-path.ts'

export async function generateMetadata({ params }: UserProps): Promise<Metadata> {
  return { title: `Delete ${(await findUserOfPath(params, '/delete')).uid}` }
}

export default async function DeleteUserPage({ params }: UserProps) {
  const user = await findUserOfPath(params, '/delete')
  const back = buildUserHref(user)
  const { viewer } = await requirePageViewer(`${back}/delete`)
  if (!isAdmin(viewer) || viewer.id === user.id) redirect(back)
  const sessions = await listSessions(viewer, user.id)
  return (
    <CardPage>
      <ViewerPage id={viewer.id}>
        <h1 className="mb-2 font-semibold text-xl">Delete {user.uid}</h1>
        <DeleteUserForm
          id={user.id}
          uid={user.uid}
          name={user.name}
          etag={makeEtag(user)}
          sessions={sessions.length}
          cancel={
            <a href={back} className={buttonLook.plain}>
              Keep this user
            </a>
          }
        />
      </ViewerPage>
    </CardPage>
  )
}
