import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { UserJson } from '#lib/users/user-json.ts'
import { TurnLink } from './turn-link.tsx'
import { UserRow } from './user-row.tsx'
import { sortedBy, turned, type UsersView, usersHref } from './users-view.ts'

type Props = {
  users: UserJson[]
  view: UsersView
  /** The viewer's own id, for the row that is theirs. */
  self: number
  /** Whether e-mail and date of joining are shown: administrators see everybody's. */
  full: boolean
}

const HEAD =
  'sm:sticky sm:top-0 sm:z-10 sm:h-10 sm:border-b sm:border-line sm:bg-sunken sm:px-4 text-left font-medium'

/** The users as a table; on a phone each row is a card and the heads are a line of ways to sort. */
export function UsersTable({ users, view, self, full }: Props) {
  return (
    <table className="w-full border-separate border-spacing-0 text-sm max-sm:block sm:rounded-md sm:border sm:border-line sm:bg-raised">
      <caption className="sr-only">Users</caption>
      <thead className="max-sm:block">
        <tr className="max-sm:mb-3 max-sm:flex max-sm:flex-wrap max-sm:gap-x-4 max-sm:gap-y-1">
          <SortHead column="uid" view={view} className="sm:rounded-tl-md">
            User ID
          </SortHead>
          <SortHead column="name" view={view}>
            Name
          </SortHead>
          <th scope="col" className={`${HEAD} max-sm:hidden sm:text-right`}>
            Age
          </th>
          <SortHead column="role" view={view} className={full ? '' : 'sm:rounded-tr-md'}>
            Role
          </SortHead>
          {full && (
            <>
              <th scope="col" className={`${HEAD} max-sm:hidden`}>
                E-mail
              </th>
              <SortHead column="joined" view={view} className="sm:rounded-tr-md sm:text-right">
                Joined
              </SortHead>
            </>
          )}
        </tr>
      </thead>
      <tbody className="max-sm:grid max-sm:gap-2 motion-safe:transition-opacity motion-safe:delay-150 group-has-data-turning:opacity-60">
        {users.map(user => (
          <UserRow key={user.id} user={user} own={user.id === self} full={full} />
        ))}
      </tbody>
    </table>
  )
}

type SortHeadProps = {
  column: Parameters<typeof turned>[1]
  view: UsersView
  className?: string
  children: ReactNode
}

function SortHead({ column, view, className = '', children }: SortHeadProps) {
  const way = sortedBy(column, view.sort)
  const Arrow = way === 'descending' ? ArrowDown : ArrowUp
  return (
    <th scope="col" aria-sort={way} className={`${HEAD} ${className}`}>
      <TurnLink
        href={usersHref(turned(view, column))}
        className="group/sort inline-flex h-8 items-center gap-1 rounded-sm hover:underline"
      >
        {children}
        <Arrow
          aria-hidden
          className={`size-4 ${way ? 'text-accent-strong' : 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60'}`}
        />
      </TurnLink>
    </th>
  )
}
