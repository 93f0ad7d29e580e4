'use client'
import { buttonLook } from '../components/button-look.ts'
import { TicketForm } from '../forms/ticket-form.tsx'
import { sendVerify } from './actions.ts'

/** Confirms an address by the link or the code of the mail to it. */
export function VerifyForm() {
  return (
    <TicketForm
      act={sendVerify}
      button="Confirm the address"
      describe={({ uid, email }) => (
        <>
          <span className="font-mono">{email}</span> becomes the e-mail address of the user{' '}
          <span className="font-mono">{uid}</span>. Confirm it only if that is you.
        </>
      )}
      next={
        <a href="/account" className={`${buttonLook.primary} mt-6 w-full`}>
          Go to your account
        </a>
      }
    />
  )
}
