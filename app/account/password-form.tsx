'use client'
import { PasswordField } from '../components/password-field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { NewPassword } from '../forms/new-password.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { UsernameHint } from '../forms/username-hint.tsx'
import { changePassword } from './actions.ts'

/** Changes the user's own password. `known` are words that somebody who guesses it would try first. */
export function PasswordForm({ uid, known }: { uid: string; known: string[] }) {
  const [state, send] = useFormAction(changePassword)
  const form = useErrorFocus(state)
  return (
    <form ref={form} action={send} noValidate className="max-w-card space-y-4">
      <FormAlert {...state} />
      <UsernameHint uid={uid} />
      <PasswordField
        name="currentPassword"
        label="Current password"
        autoComplete="current-password"
        error={state.errors.currentPassword}
      />
      <NewPassword error={state.errors.password} known={known} />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton look="plain">Change password</SubmitButton>
        <FormDone {...state} />
      </div>
    </form>
  )
}
