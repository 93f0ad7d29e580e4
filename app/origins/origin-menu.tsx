'use client'
import { startTransition, useState } from 'react'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { Menu, MenuAct } from '../components/menu.tsx'
import { untouched } from '../form-state.ts'
import { setEnabled } from './actions.ts'
import { OriginForm } from './origin-form.tsx'
import { RemoveForm } from './remove-form.tsx'
import { useSay } from './said.tsx'

/** What can be done with one origin; without JavaScript a link to the page that does it. */
export function OriginMenu({ known }: { known: OriginJson }) {
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  const say = useSay()
  const { id, origin, enabled } = known
  const turn = () => {
    const form = new FormData()
    form.set('id', String(id))
    form.set('enabled', String(!enabled))
    startTransition(async () => {
      const { done, alert = '' } = await setEnabled(untouched, form)
      say(done ?? alert)
    })
  }
  const close = () => setOpen(null)
  const onDone = (words: string) => {
    close()
    say(words)
  }
  const cancel = (words: string) => (
    <button type="button" onClick={close} className={buttonLook.plain}>
      {words}
    </button>
  )
  return (
    <>
      <Menu label={`Actions for ${origin}`}>
        <MenuAct act={() => setOpen('edit')}>Edit…</MenuAct>
        <MenuAct act={turn}>{enabled ? 'Disable' : 'Enable'}</MenuAct>
        <MenuAct danger act={() => setOpen('remove')}>
          Remove…
        </MenuAct>
      </Menu>
      <noscript>
        <a href={`/origins/${id}`} className="rounded-sm text-link">
          Edit<span className="sr-only"> {origin}</span>
        </a>
      </noscript>
      <Dialog title="Edit origin" open={open === 'edit'} onClose={close}>
        <OriginForm known={known} onDone={onDone} cancel={cancel('Cancel')} />
      </Dialog>
      <Dialog title="Remove this origin" open={open === 'remove'} onClose={close}>
        <RemoveForm id={id} origin={origin} onDone={onDone} cancel={cancel('Keep it')} />
      </Dialog>
    </>
  )
}
