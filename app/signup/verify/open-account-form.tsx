'use client'
import { buttonLook } from '../../components/button-look.ts'
import { TicketForm } from '../../forms/ticket-form.tsx'
import { sendOpenAccount } from './actions.ts'

/** Opens an account by the link or the code of its mail. `login` is where its user signs in then. */
export function OpenAccountForm({ login }: { login: string }) {
  return (
    <TicketForm
      act={sendOpenAccount}
      button="Open the account"
      describe={({ uid, email }) => (
        <>
          The user ID of the account is <span className="font-mono">{uid}</span>, and its e-mail
          address <span className="font-mono">{email}</span>. Open it only if you have signed up.
        </>
      )}
      next={
        <a href={login} className={`${buttonLook.primary} mt-6 w-full`}>
          Sign in
        </a>
      }
    />
  )
}
