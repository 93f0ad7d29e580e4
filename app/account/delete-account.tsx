'use client'
import { useState } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { DeleteAccountForm } from './delete-account-form.tsx'

type Props = { uid: string; name: string; sessions: number }

/** Opens the dialog; without JavaScript the same form stands on a page of its own. */
export function DeleteAccount(account: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className={`${buttonLook.plain} needs-script text-danger`}
      >
        Delete my account…
      </button>
      <noscript>
        <a href="/account/delete" className={`${buttonLook.plain} text-danger`}>
          Delete my account…
        </a>
      </noscript>
      <Dialog title="Delete your account" open={open} onClose={() => setOpen(false)}>
        <DeleteAccountForm
          {...account}
          cancel={
            <button type="button" onClick={() => setOpen(false)} className={buttonLook.plain}>
              Keep it
            </button>
          }
        />
      </Dialog>
    </>
  )
}
