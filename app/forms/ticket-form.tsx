'use client'
import type { ReactNode } from 'react'
import { MAX_EMAIL_LENGTH } from '#lib/identity/email.ts'
import { Field } from '../components/field.tsx'
import { FormAlert } from './form-alert.tsx'
import { FormDone } from './form-done.tsx'
import { type FormValues, initialFormState } from './form-state.ts'
import { makeKeptField } from './kept-field.ts'
import { LinkForm } from './link-form.tsx'
import { MailCodeField } from './mail-code-field.tsx'
import { SubmitButton } from './submit-button.tsx'
import type { TicketState } from './ticket-state.ts'
import { useErrorFocus } from './use-error-focus.ts'
import { useSafeAction } from './use-form-action.ts'
import { useLinkToken } from './use-link-token.ts'

type Props = {
  act: (before: TicketState, form: FormData) => Promise<TicketState>
  /** What is done once the link or the code is sent. */
  button: string
  /** What the link stands for, from what the check of it gave back. */
  describe: (found: FormValues) => ReactNode
  /** The same in general, for somebody who types the code; without it, the button says it. */
  what?: string
  /** The value that the check gave back, by its name: the user ID if nothing else is said. */
  found?: string
  /** What else the form asks for. */
  fields?: (state: TicketState) => ReactNode
  /** What follows once it is done. */
  next: ReactNode
}

/**
 * The form behind the link of a mail. The secret is in the link's fragment, and reaches the server in the body of the
 * form only; nothing is done before its reader says so. Without JavaScript, or on another device, they type the code.
 */
export function TicketForm({
  act,
  button,
  describe,
  what = '',
  found: key = 'uid',
  fields,
  next,
}: Props) {
  const [state, send] = useSafeAction<TicketState>(act, initialFormState, toFailed)
  const form = useErrorFocus(state)
  const found = useLinkToken(send)
  if (state.done) {
    return (
      <>
        <FormDone done={state.done} />
        {next}
      </>
    )
  }
  const usesLink = found && !state.gone
  return (
    <LinkForm form={form} send={send} found={found}>
      <FormAlert {...state} />
      {usesLink ? (
        <>
          <input type="hidden" name="token" value={found} />
          {state.values[key] && <p className="wrap-anywhere">{describe(state.values)}</p>}
        </>
      ) : found === null ? (
        <noscript>
          <CodeFields {...state} what={what} />
        </noscript>
      ) : (
        <CodeFields {...state} what={what} />
      )}
      {fields?.(state)}
      <SubmitButton className="w-full">{button}</SubmitButton>
    </LinkForm>
  )
}

function CodeFields({ values, errors, what }: TicketState & { what: string }) {
  const kept = makeKeptField(values, errors)
  return (
    <div className="space-y-4">
      <p className="text-quiet">
        Enter the code of the mail, and the address that it went to. {what}
      </p>
      <Field
        {...kept('email')}
        label="E-mail"
        type="email"
        autoComplete="email"
        maxLength={MAX_EMAIL_LENGTH}
      />
      <MailCodeField {...kept('code')} />
    </div>
  )
}

function toFailed({ values }: TicketState, alert: string): TicketState {
  return { values, errors: {}, alert }
}
