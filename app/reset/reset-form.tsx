'use client'
import { buttonLook } from '../components/button-look.ts'
import { Field } from '../components/field.tsx'
import { FormAlert } from '../forms/form-alert.tsx'
import { initialFormState } from '../forms/form-state.ts'
import { LinkForm } from '../forms/link-form.tsx'
import { NewPassword } from '../forms/new-password.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useSafeAction } from '../forms/use-form-action.ts'
import { useLinkToken } from '../forms/use-link-token.ts'
import { UsernameHint } from '../forms/username-hint.tsx'
import { type ResetState, sendReset } from './actions.ts'
import { PasswordChanged } from './password-changed.tsx'

/** Whether a mail brings another link. */
type Props = { canMail: boolean }

/**
 * The form behind a reset link. The token is in the link's fragment, and reaches the server in the body of the form
 * only. Without JavaScript the user pastes the link.
 */
export function ResetForm({ canMail }: Props) {
  const [state, send] = useSafeAction<ResetState>(sendReset, initialFormState, toFailed)
  const form = useErrorFocus(state)
  const found = useLinkToken(send)
  if (state.done) return <PasswordChanged words={state.done} login="/login" />
  if (state.gone) return <Gone {...state} canMail={canMail} />
  const { uid } = state.values
  const link = (
    <Field
      name="token"
      label="Link"
      help="The whole link that you were sent."
      autoComplete="off"
      spellCheck={false}
      defaultValue={state.values.token}
      error={state.errors.token}
    />
  )
  return (
    <LinkForm form={form} send={send} found={found}>
      <p className="text-quiet">
        {uid ? (
          <>
            For <span className="font-mono text-ink">{uid}</span>. You will be signed out
            everywhere.
          </>
        ) : (
          'You will be signed out everywhere.'
        )}
      </p>
      <FormAlert {...state} />
      {found ? (
        <input type="hidden" name="token" value={found} />
      ) : found === '' ? (
        link
      ) : (
        <noscript>{link}</noscript>
      )}
      {uid && (
        <>
          <input type="hidden" name="uid" value={uid} />
          <UsernameHint uid={uid} />
        </>
      )}
      <NewPassword error={state.errors.password} known={uid ? [uid] : []} />
      <SubmitButton className="w-full">Set the new password</SubmitButton>
    </LinkForm>
  )
}

function toFailed({ values }: ResetState, alert: string): ResetState {
  return { values, errors: {}, alert }
}

function Gone({ canMail, ...state }: ResetState & Props) {
  return (
    <>
      <FormAlert {...state} />
      {canMail && (
        <a href="/forgot" className={`${buttonLook.primary} mt-6 w-full`}>
          Ask for another link
        </a>
      )}
      <a href="/login" className={`${buttonLook.plain} mt-6 w-full`}>
        Go to sign-in
      </a>
    </>
  )
}
