'use client'
import type { ReactNode } from 'react'
import { PasswordField } from '../components/password-field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { UsernameHint } from '../forms/username-hint.tsx'
import { deleteAccount } from './actions.ts'

export type AccountDeletion = { uid: string; name: string; sessions: number }

/** Says what will be deleted, and asks for the password. */
export function DeleteAccountForm({
  uid,
  name,
  sessions,
  cancel,
}: AccountDeletion & { cancel: ReactNode }) {
  const [state, send] = useFormAction(deleteAccount)
  const form = useErrorFocus(state)
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <div className="space-y-2">
        <p>
          The account <span className="font-mono">{uid}</span> of {name} will be deleted at once and
          cannot be brought back:
        </p>
        <ul className="list-disc space-y-1 pl-5">
          <li>your profile, avatar and password are erased;</li>
          <li>
            {sessions === 1 ? 'your session ends' : `your ${sessions} sessions end`}, here and on
            every site that uses this login;
          </li>
          <li>somebody else may take your user ID.</li>
        </ul>
      </div>
      <FormAlert {...state} />
      <UsernameHint uid={uid} />
      <PasswordField
        name="currentPassword"
        id="delete-password"
        label="Your password"
        autoComplete="current-password"
        error={state.errors.currentPassword}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="danger">Delete account {uid}</SubmitButton>
        {cancel}
      </div>
    </form>
  )
}
