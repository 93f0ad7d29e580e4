'use client'
import { useCallback, useState } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { BulkForm } from './bulk-form.tsx'
import { actWords, type BulkAction, people } from './bulk-words.ts'
import { type Someone, useSelection } from './selection.tsx'

/** As many as the store changes at once. */
const MOST = 1000
const BUTTONS = [
  ['enable', 'Enable'],
  ['disable', 'Disable'],
  ['role', 'Set role…'],
  ['delete', 'Delete…'],
] as const

type Props = { roles: string[]; self: string }
/** What is asked about: who was chosen then stays named while the choice shrinks. */
type Asked = { action: BulkAction; users: Someone[] }

/** How many are chosen, on whichever page, and what can be done with them. */
export function SelectionBar({ roles, self }: Props) {
  const { chosen, drop } = useSelection()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [open, setOpen] = useState(false)
  const onDone = useCallback((uids: string[]) => drop(uids), [drop])
  const count = chosen.size
  const ask = (action: BulkAction) => {
    setAsked({ action, users: [...chosen].map(([uid, name]) => ({ uid, name })) })
    setOpen(true)
  }
  const wayOut = (words: string) => (
    <button type="button" onClick={() => setOpen(false)} className={buttonLook.plain}>
      {words}
    </button>
  )
  return (
    <>
      <section
        aria-label="Selection"
        className={
          count > 0
            ? 'fixed inset-x-4 bottom-4 z-20 mx-auto flex max-w-page flex-wrap items-center gap-2 rounded-md border border-edge bg-raised p-2 shadow-lg motion-safe:animate-arrive md:w-fit md:px-4'
            : 'sr-only'
        }
      >
        <p role="status" className="mr-2 grow font-medium text-sm">
          {count > 0 && `${people(count)} selected`}
          {count > MOST && `: at most ${MOST.toLocaleString('en')} at once`}
        </p>
        {count > 0 && (
          <>
            {count <= MOST &&
              BUTTONS.map(([action, words]) => (
                <button
                  key={action}
                  type="button"
                  onClick={() => ask(action)}
                  className={`${buttonLook.small} ${action === 'delete' ? 'text-danger' : ''}`}
                >
                  {words}
                </button>
              ))}
            <button
              type="button"
              onClick={() => drop([...chosen.keys()])}
              className={buttonLook.small}
            >
              Clear
            </button>
          </>
        )}
      </section>
      <Dialog
        title={asked ? `${actWords(asked.action, asked.users.length)}?` : 'Users'}
        open={open}
        onClose={() => setOpen(false)}
      >
        {asked && (
          <BulkForm
            {...asked}
            roles={roles}
            self={self}
            cancel={wayOut('Cancel')}
            close={wayOut('Close')}
            onDone={onDone}
          />
        )}
      </Dialog>
    </>
  )
}
