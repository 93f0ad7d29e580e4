'use client'
import { type ReactNode, useActionState, useEffect } from 'react'
import { Alert } from '../components/alert.tsx'
import { SelectField } from '../components/select-field.tsx'
import { SubmitButton } from '../components/submit-button.tsx'
import { changeChosen } from './actions.ts'
import { BulkOutcome } from './bulk-outcome.tsx'
import { actWords, BULK_WORDS, type BulkAction, type BulkState, people } from './bulk-words.ts'
import type { Someone } from './selection.tsx'

/** So many are named; of the others it is said how many they are. */
const NAMED = 5

type Props = {
  action: BulkAction
  users: Someone[]
  roles: string[]
  /** The viewer's own uid. */
  self: string
  /** The way out before anything happens. */
  cancel: ReactNode
  /** The way out afterwards. */
  close: ReactNode
  onDone?: (uids: string[]) => void
}

const nothing: BulkState = {}

/** Names what will happen and to whom, does it, and says what became of each. */
export function BulkForm({ action, users, roles, self, cancel, close, onDone }: Props) {
  const [state, send] = useActionState(changeChosen, nothing)
  useEffect(() => {
    if (state.results) onDone?.(state.results.filter(({ ok }) => ok).map(({ uid }) => uid))
  }, [state, onDone])
  if (state.results) {
    return (
      <BulkOutcome action={action} results={state.results}>
        {close}
      </BulkOutcome>
    )
  }
  const more = users.length - NAMED
  return (
    <form action={send} className="space-y-4">
      <input type="hidden" name="action" value={action} />
      {users.map(({ uid }) => (
        <input key={uid} type="hidden" name="uid" value={uid} />
      ))}
      <ul className="space-y-1">
        {users.slice(0, NAMED).map(({ uid, name }) => (
          <li key={uid} className="wrap-anywhere">
            <span className="font-mono text-sm">{uid}</span>
            {name !== uid && <span className="text-quiet"> {name}</span>}
          </li>
        ))}
        {more > 0 && <li>and {people(more).replace('user', 'other user')}</li>}
      </ul>
      <p>{BULK_WORDS[action].effect}</p>
      {users.some(({ uid }) => uid === self) && <Alert>You are one of them.</Alert>}
      {action === 'role' && (
        <SelectField name="role" label="New role" options={roles.map(role => [role, role])} />
      )}
      {state.alert && <Alert>{state.alert}</Alert>}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look={action === 'delete' ? 'danger' : 'primary'}>
          {actWords(action, users.length)}
        </SubmitButton>
        {cancel}
      </div>
    </form>
  )
}
