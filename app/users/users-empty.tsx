import { buttonLook } from '../components/button-look.ts'
import { ListLink } from '../components/list-link.tsx'
import { buildUsersHref, type UsersView } from './users-view.ts'

type Props = {
  view: UsersView
  /** Whether the viewer finds users by their e-mail address, too. */
  full: boolean
}

/** No user to show: nobody matches, or the page lies beyond the last one. */
export function UsersEmpty({ view, full }: Props) {
  const { q, after: _, role, status, ...rest } = view
  const filtered = role !== undefined || status !== undefined
  return (
    <div className="rounded-md border border-line bg-raised px-6 py-16 text-center">
      <h2 className="font-semibold">
        {q ? (
          <>Nobody matches “{q}”</>
        ) : filtered ? (
          'Nobody is like this'
        ) : (
          'There is nobody on this page'
        )}
      </h2>
      <p className="mx-auto mt-1 max-w-words text-balance text-quiet">
        {q
          ? `Search looks at how ${full ? 'user IDs, names and e-mail addresses' : 'user IDs and names'} begin. Try fewer letters, or see everybody.`
          : filtered
            ? 'No user has this role and status. Choose others, or see everybody.'
            : 'Users may have been deleted since. Begin at the first page.'}
      </p>
      <ListLink href={buildUsersHref(rest)} className={`${buttonLook.plain} mt-6`}>
        {q || filtered ? 'Show everybody' : 'Go to the first page'}
      </ListLink>
    </div>
  )
}
