'use client'
import { MAX_EMAIL_LENGTH } from '#lib/identity/email.ts'
import { Field } from '../components/field.tsx'
import { VerifiedMark } from '../components/verified-mark.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { askForOwnAddress } from './actions.ts'

type Props = { email: string | null; isVerified: boolean }

/** Asks for the mail that confirms an address: a new one, or that which is not confirmed yet. */
export function EmailForm({ email, isVerified }: Props) {
  const [state, send] = useFormAction(askForOwnAddress)
  const form = useErrorFocus(state)
  return (
    <form ref={form} action={send} noValidate className="max-w-card space-y-4">
      <SensitiveAlert {...state} />
      <p className="wrap-anywhere">
        {email ? (
          <>
            <span className="font-mono">{email}</span> <VerifiedMark verified={isVerified} />
          </>
        ) : (
          <span className="text-quiet">You have given no address.</span>
        )}
      </p>
      <Field
        name="email"
        label={isVerified ? 'New e-mail address' : 'E-mail address'}
        type="email"
        help="We mail a link and a code to it. It counts once you have confirmed it."
        autoComplete="email"
        maxLength={MAX_EMAIL_LENGTH}
        defaultValue={state.values.email ?? (isVerified ? '' : (email ?? ''))}
        error={state.errors.email}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton look="plain">Mail me a link</SubmitButton>
        <FormDone {...state} />
      </div>
      {state.done && (
        <p className="text-sm">
          <a href="/verify" className="text-link">
            Enter the code of the mail
          </a>
        </p>
      )}
    </form>
  )
}
