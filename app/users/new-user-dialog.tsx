'use client'
import { useCallback, useState } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { UserForm } from './user-form.tsx'

/** Opens the dialog; without JavaScript the same form stands on a page of its own. */
export function NewUserDialog({ roles }: { roles: string[] }) {
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState('')
  const onDone = useCallback((words: string) => {
    setDone(words)
    setOpen(false)
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
      <Dialog title="New user" open={open} onClose={() => setOpen(false)}>
        <UserForm
          known={null}
          roles={roles}
          onDone={onDone}
          cancel={
            <button type="button" onClick={() => setOpen(false)} className={buttonLook.plain}>
              Cancel
            </button>
          }
        />
      </Dialog>
    </div>
  )
}
