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
          The account <span className="font-mono">{uid}</span> is signed out everywhere, its
          password is void, and a link for a new one goes to{' '}
          <span className="font-mono">{email}</span>.
        </>
      )}
      next={null}
    />
  )
}
