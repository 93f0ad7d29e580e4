import type { ReactNode } from 'react'
import type { UserJson } from '#lib/identity/user-json.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { EnabledMark } from '../components/state-mark.tsx'
import { VerifiedMark } from '../components/verified-mark.tsx'
import { ChooseOne } from './choice.tsx'
import { RowMenu } from './row-menu.tsx'
import { buildUserHref } from './user-href.ts'

type Props = { user: UserJson; own: boolean; roles: string[] | null; showAge: boolean }

const CELL =
  'text-left wrap-anywhere md:h-10 md:border-b md:border-line md:px-2 md:first:pl-3 md:last:pr-3 md:py-2 md:group-last/row:border-b-0 md:group-hover/row:bg-sunken md:first:group-last/row:rounded-bl-md md:last:group-last/row:rounded-br-md'
/** On a phone a row is a grid of two columns; most values take both. */
const LINE = `${CELL} max-md:col-span-2`

/** One user: a row of the table, a card on a phone. */
export function UserRow({ user, own, roles, showAge }: Props) {
  return (
    <tr className="group/row max-md:relative max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-1 max-md:rounded-md max-md:border max-md:border-line max-md:bg-raised max-md:p-4">
      {roles && (
        <td className={LINE}>
          <ChooseOne id={user.id} uid={user.uid} name={user.name} />
        </td>
      )}
      <th scope="row" className={`${LINE} font-medium font-mono`}>
        <a href={buildUserHref(user)} className="text-link">
          {user.uid}
        </a>
        {own && <Chip>You</Chip>}
      </th>
      <td className={LINE}>{user.name}</td>
      {showAge && (
        <Value head="Age" right tabletless={roles !== null}>
          {user.age}
        </Value>
      )}
      <Value head="Role">{user.role}</Value>
      {roles && (
        <>
          <Value head="Status">
            <EnabledMark enabled={!user.disabled} colour="text-quiet" />
          </Value>
          <Value head="E-mail" line tabletless>
            {user.email && (
              <>
                {user.email} {user.emailVerified || <VerifiedMark verified={false} />}
              </>
            )}
          </Value>
          <Value head="Joined" line right>
            {user.joined && <RelativeTime iso={user.joined} />}
          </Value>
          <Value head="Last sign-in" line right>
            {user.lastSignIn ? (
              <RelativeTime iso={user.lastSignIn} />
            ) : (
              <span className="text-quiet">never</span>
            )}
          </Value>
          <td className={`${LINE} max-md:absolute max-md:top-2 max-md:right-2 md:text-right`}>
            <RowMenu user={user} />
          </td>
        </>
      )}
    </tr>
  )
}

type ValueProps = {
  head: string
  line?: boolean
  right?: boolean
  /** Hidden on a tablet, which is too narrow for it. */
  tabletless?: boolean
  children: ReactNode
}

/** A value of the table. On a phone, where the column heads are hidden, it has its own label, and is hidden if empty. */
function Value({ head, line, right, tabletless, children }: ValueProps) {
  const none = children === null || children === undefined || children === ''
  return (
    <td
      data-head={head}
      className={`${line ? LINE : CELL} ${right ? 'md:whitespace-nowrap md:text-right' : ''} max-md:before:mr-2 max-md:before:whitespace-nowrap max-md:before:text-quiet max-md:before:content-[attr(data-head)] ${tabletless ? 'md:max-lg:hidden' : ''} ${none ? 'text-quiet max-md:hidden' : ''}`}
    >
      {none ? (
        <>
          <span aria-hidden>–</span>
          <span className="sr-only">not given</span>
        </>
      ) : (
        children
      )}
    </td>
  )
}

function Chip({ children }: { children: string }) {
  return (
    <span className="ml-2 rounded-sm bg-accent-tint px-1.5 py-0.5 font-medium font-sans text-accent-strong">
      {children}
    </span>
  )
}
