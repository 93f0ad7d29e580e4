'use client'
import { buttonLook } from '../components/button-look.ts'
import { Field } from '../components/field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { NewPassword } from '../forms/new-password.tsx'
import { NewUidField } from '../forms/new-uid-field.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { sendSignup } from './actions.ts'

type Props = {
  /** Where to go afterwards; the action checks it again. */
  next: string
  /** Where the code of a mail opens the account; null if none has to. */
  codeHref: string | null
}

/** Makes an account. */
export function SignupForm({ next, codeHref }: Props) {
  const [state, send] = useFormAction(sendSignup)
  const form = useErrorFocus(state)
  const kept = (name: string) => ({
    name,
    defaultValue: state.values[name],
    error: state.errors[name],
  })
  if (state.done && codeHref) {
    return (
      <>
        <FormDone done={state.done} />
        <p className="mt-2 text-quiet">
          Open the link in it within 24 hours, or enter its code. Then your account begins.
        </p>
        <a href={codeHref} className={`${buttonLook.primary} mt-6 w-full`}>
          Enter the code
        </a>
      </>
    )
  }
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={next} />
      <NewUidField {...kept('uid')} />
      <Field {...kept('name')} label="Name" autoComplete="name" />
      <NewPassword label="Password" error={state.errors.password} known={[]} />
      <Field
        {...kept('email')}
        label="E-mail"
        type="email"
        autoComplete="email"
        help={codeHref ? 'A mail to it opens your account.' : undefined}
        optional={!codeHref}
      />
      <Field {...kept('dob')} label="Date of birth" type="date" autoComplete="bday" optional />
      <SubmitButton className="w-full">Create account</SubmitButton>
    </form>
  )
}
