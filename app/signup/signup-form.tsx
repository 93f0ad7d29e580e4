'use client'
import { Field } from '../components/field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { NewPassword } from '../forms/new-password.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { sendSignup } from './actions.ts'

/** `next` is where to go afterwards; the action checks it again. */
export function SignupForm({ next }: { next: string }) {
  const [state, send] = useFormAction(sendSignup)
  const form = useErrorFocus(state)
  const kept = (name: string) => ({
    name,
    defaultValue: state.values[name],
    error: state.errors[name],
  })
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={next} />
      <Field
        {...kept('uid')}
        label="User ID"
        help={
          <>
            You sign in with it. Letters, digits and{' '}
            <span className="whitespace-nowrap">. _ - @</span>
          </>
        }
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Field {...kept('name')} label="Name" autoComplete="name" />
      <NewPassword label="Password" error={state.errors.password} known={[]} />
      <Field {...kept('email')} label="E-mail" type="email" autoComplete="email" optional />
      <Field {...kept('dob')} label="Date of birth" type="date" autoComplete="bday" optional />
      <SubmitButton className="w-full">Create account</SubmitButton>
    </form>
  )
}
