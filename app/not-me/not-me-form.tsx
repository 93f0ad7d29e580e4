'use client'
import { TicketForm } from '../forms/ticket-form.tsx'
import { sendNotMe } from './actions.ts'

/** Takes an account back by the link or the code of a notice. */
export function NotMeForm() {
  return (
    <TicketForm
      act={sendNotMe}
      button="This was not me"
      describe={({ uid, email }) => (
        <>
          This signs the account <span className="font-mono">{uid}</span> out everywhere, voids its
          password, and mails a link for a new one to <span className="font-mono">{email}</span>.
        </>
      )}
      what="That signs the account out everywhere, voids its password, and mails a link for a new one to this address."
      next={null}
    />
  )
}
