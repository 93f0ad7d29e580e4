'use client'
import { type ReactNode, useEffect, useState } from 'react'
import type { UserJson } from '#lib/identity/user-json.ts'
import { Alert } from '../components/alert.tsx'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { UserForm } from './user-form.tsx'

type Known = { user: UserJson; etag: string }
type Props = { uid: string; open: boolean; roles: string[]; onClose: () => void }

/** Edits the user as they are when the dialog opens. */
export function EditDialog({ uid, open, roles, onClose }: Props) {
  const cancel = (
    <button type="button" onClick={onClose} className={buttonLook.plain}>
      Cancel
    </button>
  )
  return (
    <Dialog title={`Edit ${uid}`} open={open} onClose={onClose}>
      <Reading uid={uid} cancel={cancel}>
        {known => <UserForm known={known} roles={roles} cancel={cancel} onDone={onClose} />}
      </Reading>
    </Dialog>
  )
}

type ReadingProps = { uid: string; cancel: ReactNode; children: (known: Known) => ReactNode }

function Reading({ uid, cancel, children }: ReadingProps) {
  const [known, setKnown] = useState<Known | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    readUser(uid).then(setKnown, () => setFailed(true))
  }, [uid])
  if (known) return children(known)
  return (
    <div className="min-h-96 space-y-4">
      {failed ? (
        <Alert>{uid} cannot be read now. They may be gone, or the server is away. Try again.</Alert>
      ) : (
        <p role="status">Reading {uid}…</p>
      )}
      {cancel}
    </div>
  )
}

async function readUser(uid: string): Promise<Known> {
  const answer = await fetch(`/api/users/${encodeURIComponent(uid)}`, { cache: 'no-store' })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return { user: await answer.json(), etag: answer.headers.get('etag') ?? '' }
}
