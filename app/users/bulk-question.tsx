import { describeUserCount } from '#lib/users/user-count-words.ts'
import { Alert } from '../components/alert.tsx'
import { SelectField } from '../components/select-field.tsx'
import {
  BULK_WORDS,
  type BulkRequest,
  describeFilter,
  describeOthers,
  type NamedUser,
} from './bulk-words.ts'

/** How many users are named; the others are counted. */
const MAX_NAMED = 5

type Props = {
  asked: BulkRequest
  roles: string[]
  /** The viewer's own user ID. */
  self: string
  /** The role that was chosen before, if the form comes back. */
  role: string | undefined
}

/** Says what will happen, and to whom. */
export function BulkQuestion({ asked, roles, self, role }: Props) {
  return (
    <>
      {'users' in asked ? (
        <Named users={asked.users} self={self} />
      ) : (
        <p>
          {describeFilter(asked.filter)}, on every page:{' '}
          {describeUserCount(asked.total, asked.about)}. Users who start to match while this runs
          are changed too. Your own account is not changed.
        </p>
      )}
      <p>{BULK_WORDS[asked.action].effect}</p>
      {asked.action === 'role' && (
        <SelectField
          name="role"
          label="New role"
          defaultValue={role}
          options={roles.map(role => [role, role])}
        />
      )}
    </>
  )
}

function Named({ users, self }: { users: NamedUser[]; self: string }) {
  const more = users.length - MAX_NAMED
  return (
    <>
      <ul className="space-y-1">
        {users.slice(0, MAX_NAMED).map(({ uid, name }) => (
          <li key={uid} className="wrap-anywhere">
            <span className="font-mono text-sm">{uid}</span>
            {name !== uid && <span className="text-quiet"> {name}</span>}
          </li>
        ))}
        {more > 0 && <li>{describeOthers(more)}</li>}
      </ul>
      {users.some(({ uid }) => uid === self) && (
        <Alert>{users.length === 1 ? 'This is you.' : 'You are one of them.'}</Alert>
      )}
    </>
  )
}
