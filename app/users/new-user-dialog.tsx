'use client'
import { useCallback, useState } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { UserForm } from './user-form.tsx'

/** A link that opens the dialog; without JavaScript it leads to a page with the same form. */
export function NewUserDialog({ roles }: { roles: string[] }) {
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState('')
  const close = useCallback(() => setOpen(false), [])
  const onDone = useCallback((words: string, shown: boolean) => {
    setDone(words)
    if (shown) setOpen(false)
  }, [])
  return (
    <div className="flex flex-wrap items-center gap-4">
      <a
        href="/new-user"
        onClick={event => {
          event.preventDefault()
          setDone('')
          setOpen(true)
        }}
        className={buttonLook.primary}
      >
        New user
      </a>
      <p role="status" className="text-sm">
        {done}
      </p>
      <Dialog title="New user" open={open} onClose={close}>
        <UserForm
          known={null}
          roles={roles}
          onDone={onDone}
          cancel={<CloseButton close={close}>Cancel</CloseButton>}
        />
      </Dialog>
    </div>
  )
}
