import { buttonLook } from '../components/button-look.ts'
import { buildUserExportHref, type UsersView } from './users-view.ts'

/** Links to import a file of users, and to export all users of the list, on every page. */
export function UsersFiles({ view }: { view: UsersView }) {
  return (
    <div className="flex flex-wrap gap-2">
      <a href="/users/invitations" className={buttonLook.plain}>
        Invitations
      </a>
      <a href="/users/import" className={buttonLook.plain}>
        Import
      </a>
      <a href={buildUserExportHref(view, 'csv')} className={buttonLook.plain}>
        Export CSV
      </a>
      <a href={buildUserExportHref(view, 'json')} className={buttonLook.plain}>
        Export JSON
      </a>
    </div>
  )
}
