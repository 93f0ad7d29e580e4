import { buttonLook } from '../components/button-look.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ListLink } from '../components/list-link.tsx'
import { buildUsersHref, type UsersView } from './users-view.ts'

type Props = {
  view: UsersView
  /** Whether the viewer's searches look at e-mail addresses too. */
  full: boolean
}

/** There are no users to show: none match, or the page is after the last one. */
export function UsersEmpty({ view, full }: Props) {
  const { q, after: _, role, status, ...rest } = view
  const filtered = role !== undefined || status !== undefined
  const searched = full ? 'user IDs, names and e-mail addresses' : 'user IDs and names'
  const [title, words] = q
    ? [
        `Nobody matches “${q}”`,
        `The search looks at how ${searched} begin. Try fewer letters, or show all users.`,
      ]
    : filtered
      ? [
          'No user matches these filters',
          'Nobody has this role and status. Choose others, or show all users.',
        ]
      : ['This page is empty', 'Users may have been deleted. Go to the first page.']
  return (
    <EmptyState title={title} words={words}>
      <ListLink href={buildUsersHref(rest)} className={buttonLook.plain}>
        {q || filtered ? 'Show all users' : 'Go to the first page'}
      </ListLink>
    </EmptyState>
  )
}
