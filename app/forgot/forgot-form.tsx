'use client'
import { MAX_EMAIL_LENGTH } from '#lib/identity/email.ts'
import { Field } from '../components/field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { initialFormState } from '../forms/form-state.ts'
import { type KeptField, makeKeptField } from '../forms/kept-field.ts'
import { MailCodeField } from '../forms/mail-code-field.tsx'
import { NewPassword } from '../forms/new-password.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useSafeAction } from '../forms/use-form-action.ts'
import { UsernameHint } from '../forms/username-hint.tsx'
import { PasswordChanged } from '../reset/password-changed.tsx'
import { type ForgotState, sendForgot } from './actions.ts'

type Props = {
  login: string
  /** This page, to ask for another mail. */
  again: string
  /** Whether somebody comes with the code of a mail. */
  hasCode: boolean
}

/** Asks for whom, for the code of the mail, and for the new password. */
export function ForgotForm({ login, again, hasCode }: Props) {
  const [state, send] = useSafeAction<ForgotState>(sendForgot, initialFormState, toFailed)
  const form = useErrorFocus(state)
  if (state.done) return <PasswordChanged words={state.done} login={login} />
  return (
    <form ref={form} action={send} noValidate className="space-y-4">
      {state.step === 'password' ? (
        <Choose {...state} />
      ) : state.step === 'code' || hasCode ? (
        <EnterCode {...state} again={again} hasCode={hasCode} />
      ) : (
        <Ask {...state} again={again} />
      )}
    </form>
  )
}

function toFailed({ values, step }: ForgotState, alert: string): ForgotState {
  return step ? { values, errors: {}, alert, step } : { values, errors: {}, alert }
}

function Ask({ values, errors, again, ...state }: ForgotState & { again: string }) {
  const kept = makeKeptField(values, errors)
  const withCode = `${again}${again.includes('?') ? '&' : '?'}have=code`
  return (
    <>
      <p className="text-quiet">We mail you a link to choose a new password.</p>
      <FormAlert {...state} />
      <IdentifierField {...kept('identifier')} />
      <SubmitButton className="w-full">Mail me a link</SubmitButton>
      <p className="text-center">
        <a href={withCode} className="text-link">
          I have a code
        </a>
      </p>
    </>
  )
}

type CodeProps = ForgotState & { again: string; hasCode: boolean }

function EnterCode({ values, errors, again, hasCode, ...state }: CodeProps) {
  const kept = makeKeptField(values, errors)
  return (
    <>
      {hasCode ? (
        <p className="text-quiet">Enter the code of the mail that you were sent.</p>
      ) : (
        <>
          <p role="status" className="text-quiet">
            If there is such an account with a verified e-mail address, a mail is on its way. Open
            the link in it, or enter its code here.
          </p>
          <input type="hidden" name="identifier" value={values.identifier} />
        </>
      )}
      <FormAlert {...state} />
      <input type="hidden" name="step" value="code" />
      {hasCode && <IdentifierField {...kept('identifier')} />}
      <MailCodeField {...kept('code')} />
      <SubmitButton className="w-full">Continue</SubmitButton>
      <p className="text-center">
        <a href={again} className="text-link">
          Ask for another mail
        </a>
      </p>
    </>
  )
}

function Choose({ values, errors, ...state }: ForgotState) {
  const { uid = '', identifier, code } = values
  return (
    <>
      <p className="text-quiet">
        For <span className="font-mono text-ink">{uid}</span>. You will be signed out everywhere.
      </p>
      <FormAlert {...state} />
      <input type="hidden" name="step" value="password" />
      <input type="hidden" name="identifier" value={identifier} />
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="uid" value={uid} />
      <UsernameHint uid={uid} />
      <NewPassword error={errors.password} known={[uid]} />
      <SubmitButton className="w-full">Set the new password</SubmitButton>
    </>
  )
}

function IdentifierField(field: KeptField) {
  return (
    <Field
      {...field}
      label="User ID or e-mail address"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={MAX_EMAIL_LENGTH}
    />
  )
}
