'use client'
import { type ReactNode, useEffect, useState } from 'react'
import type { UserJson } from '#lib/identity/user-json.ts'
import { Alert } from '../components/alert.tsx'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { UserForm } from './user-form.tsx'

type Known = { user: UserJson; etag: string }
type Props = { uid: string; open: boolean; roles: string[]; onClose: () => void }

/** Edits a user, loaded when the dialog opens. What comes of an edit after the dialog was closed is told below the list. */
export function EditDialog({ uid, open, roles, onClose }: Props) {
  const [late, setLate] = useState('')
  useEffect(() => {
    if (open) setLate('')
  }, [open])
  const onDone = (words: string, shown: boolean) => (shown ? onClose() : setLate(words))
  const cancel = <CloseButton close={onClose}>Cancel</CloseButton>
  return (
    <>
      <p role="status" className="mt-4 text-sm">
        {late}
      </p>
      <Dialog title={`Edit ${uid}`} open={open} onClose={onClose}>
        <LoadedUser uid={uid} cancel={cancel}>
          {known => <UserForm known={known} roles={roles} cancel={cancel} onDone={onDone} />}
        </LoadedUser>
      </Dialog>
    </>
  )
}

type LoadedUserProps = { uid: string; cancel: ReactNode; children: (known: Known) => ReactNode }

function LoadedUser({ uid, cancel, children }: LoadedUserProps) {
  const [known, setKnown] = useState<Known | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    loadUser(uid).then(setKnown, () => setFailed(true))
  }, [uid])
  if (known) return children(known)
  return (
    <div className="min-h-96 space-y-4">
      {failed ? (
        <Alert>
          {uid} cannot be loaded. The user may be deleted, or the server cannot be reached. Try
          again.
        </Alert>
      ) : (
        <p role="status">Loading {uid}…</p>
      )}
      {cancel}
    </div>
  )
}

async function loadUser(uid: string): Promise<Known> {
  const answer = await fetch(`/api/users/${encodeURIComponent(uid)}`, { cache: 'no-store' })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return { user: await answer.json(), etag: answer.headers.get('etag') ?? '' }
}
