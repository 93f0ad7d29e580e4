'use client'
import { buttonLook } from '../components/button-look.ts'
import { Field } from '../components/field.tsx'
import { makeKeptField } from '../forms/kept-field.ts'
import { NewPassword } from '../forms/new-password.tsx'
import { NewUidField } from '../forms/new-uid-field.tsx'
import { TicketForm } from '../forms/ticket-form.tsx'
import type { TicketState } from '../forms/ticket-state.ts'
import { sendInvitation } from './actions.ts'

/** Opens an account by the link or the code of an invitation. */
export function InvitationForm() {
  return (
    <TicketForm
      act={sendInvitation}
      button="Open the account"
      found="invited"
      describe={({ invited }) => (
        <>
          <span className="font-mono">{invited}</span> becomes the e-mail address of your account.
          <input type="hidden" name="invited" value={invited} />
        </>
      )}
      fields={state => <AccountFields key={state.values.invited} state={state} />}
      next={
        <a href="/login" className={`${buttonLook.primary} mt-6 w-full`}>
          Sign in
        </a>
      }
    />
  )
}

function AccountFields({ state: { values, errors } }: { state: TicketState }) {
  const kept = makeKeptField(values, errors)
  return (
    <>
      <NewUidField {...kept('uid')} />
      <Field {...kept('name')} label="Name" autoComplete="name" optional />
      <NewPassword label="Password" error={errors.password} known={[]} />
    </>
  )
}
