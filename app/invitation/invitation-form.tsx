'use client'
import { buttonLook } from '../components/button-look.ts'
import { Field } from '../components/field.tsx'
import { NewPassword } from '../forms/new-password.tsx'
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
  return (
    <>
      <Field
        name="uid"
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
        defaultValue={values.uid}
        error={errors.uid}
      />
      <Field
        name="name"
        label="Name"
        autoComplete="name"
        optional
        defaultValue={values.name}
        error={errors.name}
      />
      <NewPassword label="Password" error={errors.password} known={[]} />
    </>
  )
}
