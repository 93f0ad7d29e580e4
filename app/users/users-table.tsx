import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { UserJson } from '#lib/identity/user-json.ts'
import { ListLink } from '../components/list-link.tsx'
import { ChoosePage } from './choice.tsx'
import { UserRow } from './user-row.tsx'
import { buildUsersHref, findSortDirection, toggleSort, type UsersView } from './users-view.ts'

type Props = {
  users: UserJson[]
  view: UsersView
  /** The viewer's id, to mark their own row. */
  self: number
  /** All roles, for administrators, who see and can do more; null for members. */
  roles: string[] | null
  /** Whether the viewer may see how old others are. */
  showAge: boolean
}

const HEAD =
  'text-left font-medium md:sticky md:top-0 md:z-10 md:h-10 md:border-b md:border-line md:bg-sunken md:px-2 md:first:pl-3 md:last:pr-3 md:first:rounded-tl-md md:last:rounded-tr-md'
/** On a phone only the heads that sort are shown: a card labels its own values. */
const UNSORTED = `${HEAD} max-md:hidden`

/** The users as a table. On a phone each row is a card, and the heads are a line of links that sort. */
export function UsersTable({ users, view, self, roles, showAge }: Props) {
  const full = roles !== null
  return (
    <table className="w-full border-separate md:table-fixed border-spacing-0 text-sm max-md:block md:rounded-md md:border md:border-line md:bg-raised">
      <caption className="sr-only">Users</caption>
      <thead className="max-md:block">
        <tr className="max-md:mb-2 max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-4 max-md:before:text-quiet max-md:before:content-['Sort_by']">
          {full && (
            <th scope="col" className={`${HEAD} max-md:-order-1 md:w-10`}>
              <ChoosePage people={users.map(({ id, uid, name }) => ({ id, uid, name }))} />
            </th>
          )}
          <SortHead column="uid" view={view} className={full ? '' : 'md:w-1/5'}>
            User ID
          </SortHead>
          <SortHead column="name" view={view} className={full ? 'lg:w-1/7' : ''}>
            Name
          </SortHead>
          {showAge && (
            <th
              scope="col"
              className={`${UNSORTED} ${full ? 'md:max-lg:hidden' : ''} md:w-14 md:text-right`}
            >
              Age
            </th>
          )}
          <SortHead column="role" view={view} className="md:w-18">
            Role
          </SortHead>
          {full && (
            <>
              <th scope="col" className={`${UNSORTED} md:w-24`}>
                Status
              </th>
              <th scope="col" className={`${UNSORTED} md:max-lg:hidden lg:w-48`}>
                E-mail
              </th>
              <SortHead column="joined" view={view} className="md:w-30" right>
                Joined
              </SortHead>
              <SortHead column="lastSignIn" view={view} className="md:w-30" right>
                Last sign-in
              </SortHead>
              <th scope="col" className={`${UNSORTED} md:w-12`}>
                <span className="sr-only">Actions</span>
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody className="max-md:grid max-md:gap-2 motion-safe:transition-opacity motion-safe:delay-150 group-has-data-loading:opacity-60">
        {users.map(user => (
          <UserRow
            key={user.id}
            user={user}
            own={user.id === self}
            roles={roles}
            showAge={showAge}
          />
        ))}
      </tbody>
    </table>
  )
}

type SortHeadProps = {
  column: Parameters<typeof toggleSort>[1]
  view: UsersView
  className?: string
  /** The values are aligned right, so the head is too, with the arrow before it. */
  right?: boolean
  children: ReactNode
}

function SortHead({ column, view, className = '', right, children }: SortHeadProps) {
  const direction = findSortDirection(column, view)
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={`${HEAD} ${className} ${right ? 'md:text-right' : ''}`}
    >
      <ListLink
        href={buildUsersHref(toggleSort(view, column))}
        className={`group/sort inline-flex h-8 items-center gap-1 rounded-sm hover:underline ${right ? 'md:flex-row-reverse' : ''}`}
      >
        {children}
        <Arrow
          aria-hidden
          className={`size-4 ${direction ? 'text-accent-strong' : 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60 max-md:hidden'}`}
        />
      </ListLink>
    </th>
  )
}
