'use client'
import { Field } from '../components/field.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { sendLogin } from './actions.ts'

/** `next` is where to go afterwards; the action checks it again. `hint` is who is likely to sign in. */
export function LoginForm({ next, hint }: { next: string; hint: string }) {
  const [state, send] = useFormAction(sendLogin)
  const form = useErrorFocus(state)
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={next} />
      <Field
        name="uid"
        label="User ID"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        defaultValue={state.values.uid ?? hint}
        error={state.errors.uid}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        error={state.errors.password}
      />
      <SubmitButton className="w-full">Sign in</SubmitButton>
    </form>
  )
}
