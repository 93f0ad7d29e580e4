import type { UserJson } from '#lib/users/user-json.ts'
import { RelativeTime } from '../components/relative-time.tsx'

type Props = { user: UserJson; own: boolean; full: boolean }

const CELL =
  'sm:h-10 sm:px-4 sm:py-2 sm:border-b sm:border-line sm:group-last/row:border-b-0 max-sm:empty:hidden'
/** On a phone the heads are gone, so a cell brings its own. */
const NAMED =
  'max-sm:flex max-sm:gap-2 max-sm:before:w-20 max-sm:before:shrink-0 max-sm:before:text-quiet max-sm:before:content-[attr(data-head)]'

/** One user: a row of the table, a card on a phone. */
export function UserRow({ user, own, full }: Props) {
  return (
    <tr className="group/row max-sm:block max-sm:space-y-1 max-sm:rounded-md max-sm:border max-sm:border-line max-sm:bg-raised max-sm:p-4 sm:hover:bg-sunken">
      <th scope="row" className={`${CELL} text-left font-mono font-medium max-sm:block`}>
        {user.uid}
        {own && <Chip>You</Chip>}
      </th>
      <td className={`${CELL} max-sm:block`}>{user.name}</td>
      <td className={`${CELL} ${NAMED} sm:text-right`} data-head="Age">
        {user.age ?? <None />}
      </td>
      <td className={`${CELL} ${NAMED}`} data-head="Role">
        {user.role}
      </td>
      {full && (
        <>
          <td className={`${CELL} ${NAMED} break-all`} data-head="E-mail">
            {user.email ?? <None />}
          </td>
          <td className={`${CELL} ${NAMED} whitespace-nowrap sm:text-right`} data-head="Joined">
            {user.joined ? <RelativeTime iso={user.joined} /> : <None />}
          </td>
        </>
      )}
    </tr>
  )
}

function Chip({ children }: { children: string }) {
  return (
    <span className="ml-2 rounded-sm bg-accent-tint px-1.5 py-0.5 font-medium font-sans text-accent-strong">
      {children}
    </span>
  )
}

function None() {
  return (
    <span className="text-quiet">
      <span aria-hidden>–</span>
      <span className="sr-only">not given</span>
    </span>
  )
}
