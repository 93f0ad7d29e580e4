'use client'
import { PasswordField } from '../components/password-field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { UsernameHint } from '../forms/username-hint.tsx'
import { sendProof } from './actions.ts'

/** `next` is where to go afterwards; the action checks it again. */
export function StepUpForm({ uid, next }: { uid: string; next: string }) {
  const [state, send] = useFormAction(sendProof)
  const form = useErrorFocus(state)
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={next} />
      <UsernameHint uid={uid} />
      <PasswordField
        label="Your password"
        autoComplete="current-password"
        error={state.errors.password}
      />
      <SubmitButton className="w-full">Continue</SubmitButton>
    </form>
  )
}
