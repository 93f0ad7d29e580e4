'use client'
import { useState } from 'react'
import { buttonLook } from '../../components/button-look.ts'
import { Dialog } from '../../components/dialog.tsx'
import { DeleteUserForm, type Deletion } from './delete-user-form.tsx'

/** Opens the dialog; without JavaScript the same form stands on a page of its own. */
export function DeleteUser(user: Deletion) {
  const [open, setOpen] = useState(false)
  const look = `${buttonLook.plain} wrap-anywhere text-danger`
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} className={`${look} needs-script`}>
        Delete {user.uid}…
      </button>
      <noscript>
        <a href={`/users/${encodeURIComponent(user.uid)}/delete`} className={look}>
          Delete {user.uid}…
        </a>
      </noscript>
      <Dialog title={`Delete ${user.uid}`} open={open} onClose={() => setOpen(false)}>
        <DeleteUserForm
          {...user}
          cancel={
            <button type="button" onClick={() => setOpen(false)} className={buttonLook.plain}>
              Keep them
            </button>
          }
        />
      </Dialog>
    </>
  )
}
