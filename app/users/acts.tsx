'use client'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { BulkDialog } from './bulk-dialog.tsx'
import type { BulkRequest } from './bulk-words.ts'
import { EditDialog } from './edit-dialog.tsx'

type Acts = {
  /** Opens the dialog that edits the user. */
  edit: (uid: string) => void
  /** Asks whether that should be done, and does it. */
  ask: (asked: BulkRequest) => void
}

const Context = createContext<Acts | null>(null)

type Props = { roles: string[]; self: string; children: ReactNode }

/** Holds the dialogs of the table: one of each, whichever row or bar opens it. */
export function ActsHolder({ roles, self, children }: Props) {
  const [edited, setEdited] = useState('')
  const [asked, setAsked] = useState<{ what: BulkRequest; turn: number } | null>(null)
  const [open, setOpen] = useState<'edit' | 'ask' | null>(null)
  const close = useCallback(() => setOpen(null), [])
  const acts = useMemo(
    () => ({
      edit: (uid: string) => {
        setEdited(uid)
        setOpen('edit')
      },
      ask: (what: BulkRequest) => {
        setAsked(before => ({ what, turn: (before?.turn ?? 0) + 1 }))
        setOpen('ask')
      },
    }),
    [],
  )
  return (
    <Context value={acts}>
      {children}
      <EditDialog uid={edited} open={open === 'edit'} roles={roles} onClose={close} />
      {asked && (
        <BulkDialog
          key={asked.turn}
          asked={asked.what}
          open={open === 'ask'}
          roles={roles}
          self={self}
          onClose={close}
        />
      )}
    </Context>
  )
}

export function useActs(): Acts {
  const acts = useContext(Context)
  if (!acts) throw new Error('There is no ActsHolder around this.')
  return acts
}
