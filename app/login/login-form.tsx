'use client'
import { MAX_EMAIL_LENGTH } from '#lib/identity/email.ts'
import { Field } from '../components/field.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import type { FormState } from '../forms/form-state.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { sendLogin } from './actions.ts'
import { SecondStepFields } from './second-step-fields.tsx'
import { useWaitingWindow } from './waiting-window.ts'

type Props = {
  /** Where to go afterwards; the action checks it again. */
  next: string
  /** Who is likely to sign in. */
  hint: string
  /** Whether people sign in by a code that is mailed to them. */
  canMailCode: boolean
}

/** Asks who signs in and for their password, or for the code of a mail, and for a second factor where one is needed. */
export function LoginForm({ next, hint, canMailCode }: Props) {
  const [state, send] = useFormAction(sendLogin)
  const form = useErrorFocus(state)
  useWaitingWindow(state.question !== undefined, next)
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      <FormAlert {...state} />
      <input type="hidden" name="next" value={next} />
      {state.question ? (
        <SecondStepFields errors={state.errors} question={state.question} next={next} />
      ) : (
        <FirstStep {...state} hint={hint} canMailCode={canMailCode} />
      )}
    </form>
  )
}

type FirstStepProps = Pick<FormState, 'values' | 'errors'> & Pick<Props, 'hint' | 'canMailCode'>

function FirstStep({ values, errors, hint, canMailCode }: FirstStepProps) {
  return (
    <>
      <Field
        name="uid"
        label="User ID or e-mail address"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={MAX_EMAIL_LENGTH}
        defaultValue={values.uid ?? hint}
        error={errors.uid}
      />
      <PasswordField label="Password" autoComplete="current-password" error={errors.password} />
      <SubmitButton className="w-full">Sign in</SubmitButton>
      {canMailCode && (
        <SubmitButton look="plain" className="w-full" name="by" value="mail">
          Mail me a code
        </SubmitButton>
      )}
    </>
  )
}
