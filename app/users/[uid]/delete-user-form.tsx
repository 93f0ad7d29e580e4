'use client'
import type { ReactNode } from 'react'
import { SensitiveAlert } from '../../forms/sensitive-alert.tsx'
import { SubmitButton } from '../../forms/submit-button.tsx'
import { useFormAction } from '../../forms/use-form-action.ts'
import { removeUser } from './actions.ts'

export type UserDeletion = { id: number; uid: string; name: string; etag: string; sessions: number }

/** Says who will be deleted, and what else. */
export function DeleteUserForm({
  id,
  uid,
  name,
  etag,
  sessions,
  cancel,
}: UserDeletion & { cancel: ReactNode }) {
  const [state, send] = useFormAction(removeUser)
  return (
    <form action={send} className="space-y-4">
      <p>
        <span className="font-mono">{uid}</span>, {name}, will be deleted at once and cannot be
        brought back. Their profile, avatar and password are erased
        {sessions > 0 &&
          `, and ${sessions === 1 ? 'their session ends' : `their ${sessions} sessions end`}`}
        . Somebody else may take the user ID.
      </p>
      <SensitiveAlert {...state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="etag" value={etag} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="danger">Delete {uid}</SubmitButton>
        {cancel}
      </div>
    </form>
  )
}
