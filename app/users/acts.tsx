'use client'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { BulkDialog } from './bulk-dialog.tsx'
import type { BulkRequest } from './bulk-words.ts'
import { EditDialog } from './edit-dialog.tsx'

type Acts = {
  /** Opens the dialog that edits the user. */
  edit: (uid: string) => void
  /** Opens the dialog that asks whether to change the users, and changes them. */
  ask: (asked: BulkRequest) => void
}

const Context = createContext<Acts | null>(null)

type Props = { roles: string[]; self: string; children: ReactNode }

/** Holds the dialogs of the table: one of each kind, for all rows and the selection bar. */
export function ActsHolder({ roles, self, children }: Props) {
  const [edited, setEdited] = useState('')
  const [asked, setAsked] = useState<{ what: BulkRequest; count: number } | null>(null)
  const [open, setOpen] = useState<'edit' | 'ask' | null>(null)
  const close = useCallback(() => setOpen(null), [])
  const acts = useMemo(
    () => ({
      edit: (uid: string) => {
        setEdited(uid)
        setOpen('edit')
      },
      ask: (what: BulkRequest) => {
        setAsked(before => ({ what, count: (before?.count ?? 0) + 1 }))
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
        // A new key for each request: a dialog starts afresh.
        <BulkDialog
          key={asked.count}
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
  if (!acts) throw new Error('useActs needs an ActsHolder around it.')
  return acts
}
