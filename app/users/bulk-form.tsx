'use client'
import type { ReactNode } from 'react'
import { Alert } from '../components/alert.tsx'
import { StepUp } from '../forms/step-up.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useSafeAction } from '../forms/use-form-action.ts'
import { changeChosen } from './actions.ts'
import { BulkOutcome } from './bulk-outcome.tsx'
import { BulkQuestion } from './bulk-question.tsx'
import {
  type BulkAction,
  type BulkState,
  describeBulkChange,
  type NamedUser,
} from './bulk-words.ts'

type Props = {
  action: BulkAction
  users: NamedUser[]
  roles: string[]
  /** The viewer's own user ID. */
  self: string
  /** Leaves before anything has happened. */
  cancel: ReactNode
  /** Leaves afterwards. */
  close: ReactNode
}

const initialBulkState: BulkState = {}

/** Asks, changes all users in one request, and shows what became of each; for use without JavaScript. */
export function BulkForm({ action, users, roles, self, cancel, close }: Props) {
  const [state, send] = useSafeAction(changeChosen, initialBulkState, ({ role }, alert) => ({
    alert,
    ...(role && { role }),
  }))
  if (state.outcome) {
    return (
      <BulkOutcome action={action} outcome={state.outcome}>
        {close}
      </BulkOutcome>
    )
  }
  return (
    <form action={send} className="space-y-4">
      <input type="hidden" name="action" value={action} />
      {users.map(({ uid }) => (
        <input key={uid} type="hidden" name="uid" value={uid} />
      ))}
      <BulkQuestion asked={{ action, users }} roles={roles} self={self} role={state.role} />
      {state.alert && <Alert>{state.alert}</Alert>}
      {state.errors && <StepUp errors={state.errors} />}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look={action === 'delete' ? 'danger' : 'primary'}>
          {describeBulkChange(action, { users })}
        </SubmitButton>
        {cancel}
      </div>
    </form>
  )
}
