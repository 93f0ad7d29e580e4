'use client'
import { useCallback, useState } from 'react'
import type { UserJson } from '#lib/users/user-json.ts'
import { Alert } from '../components/alert.tsx'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { UserForm } from './user-form.tsx'

type Known = { user: UserJson; etag: string }

/** Opens the dialog on the user as they are now; without JavaScript the form stands on a page of its own. */
export function EditUser({ uid, roles }: { uid: string; roles: string[] }) {
  const [open, setOpen] = useState(false)
  const [known, setKnown] = useState<Known | null>(null)
  const [fault, setFault] = useState('')
  const close = useCallback(() => setOpen(false), [])
  const start = async () => {
    setKnown(null)
    setFault('')
    setOpen(true)
    try {
      setKnown(await readUser(uid))
    } catch {
      setFault(`${uid} cannot be read now. They may be gone, or the server is away. Try again.`)
    }
  }
  const cancel = (
    <button type="button" onClick={close} className={buttonLook.plain}>
      Cancel
    </button>
  )
  return (
    <>
      <a
        href={`/users/${encodeURIComponent(uid)}/edit`}
        onClick={event => {
          event.preventDefault()
          void start()
        }}
        className="rounded-sm text-link"
      >
        Edit<span className="sr-only"> {uid}</span>
      </a>
      <div className="text-left text-base">
        <Dialog title={`Edit ${uid}`} open={open} onClose={close}>
          {known ? (
            <UserForm known={known} roles={roles} cancel={cancel} onDone={close} />
          ) : (
            <div className="min-h-96 space-y-4">
              {fault ? <Alert>{fault}</Alert> : <p role="status">Reading {uid}…</p>}
              {cancel}
            </div>
          )}
        </Dialog>
      </div>
    </>
  )
}

async function readUser(uid: string): Promise<Known> {
  const answer = await fetch(`/api/users/${encodeURIComponent(uid)}`, { cache: 'no-store' })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return { user: await answer.json(), etag: answer.headers.get('etag') ?? '' }
}
