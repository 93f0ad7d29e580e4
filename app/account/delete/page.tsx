import type { Metadata } from 'next'
import { listSessions } from '#lib/sessions/list.ts'
import { buttonLook } from '../../components/button-look.ts'
import { CardPage } from '../../components/card-page.tsx'
import { ViewerPage } from '../../forms/viewer-page.tsx'
import { requirePageViewer } from '../../page-session.ts'
import { DeleteAccountForm } from '../delete-account-form.tsx'

export const metadata: Metadata = { title: 'Delete your account' }

export default async function DeleteAccountPage() {
  const { viewer } = await requirePageViewer('/account/delete')
  const sessions = await listSessions(viewer)
  return (
    <CardPage>
      <ViewerPage id={viewer.id}>
        <h1 className="mb-2 font-semibold text-xl">Delete your account</h1>
        <DeleteAccountForm
          uid={viewer.uid}
          name={viewer.name}
          sessions={sessions.length}
          cancel={
            <a href="/account" className={buttonLook.plain}>
              Keep it
            </a>
          }
        />
      </ViewerPage>
    </CardPage>
  )
}
