'use client'
import { useEffect, useRef, useState } from 'react'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { Menu, MenuAction, MenuLink } from '../components/menu.tsx'
import { StepUp } from '../forms/step-up.tsx'
import { useFormAction } from '../forms/use-form-action.ts'
import { ViewerField } from '../forms/viewer-page.tsx'
import { setOriginEnabled } from './actions.ts'
import { useAnnounce } from './announcement.tsx'
import { OriginForm } from './origin-form.tsx'
import { RemoveForm } from './remove-form.tsx'

/** What can be done with one origin; without JavaScript a link to the page that does it. */
export function OriginMenu({ known }: { known: OriginJson }) {
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  const announce = useAnnounce()
  const { id, origin, enabled } = known
  const toggle = useRef<HTMLFormElement>(null)
  const [state, send] = useFormAction(setOriginEnabled, announce)
  useEffect(() => {
    if (state.alert) announce(state.alert)
  }, [state, announce])
  const close = () => setOpen(null)
  const onDone = (words: string, shown: boolean) => {
    if (shown) close()
    announce(words)
  }
  return (
    <>
      <Menu label={`Actions for ${origin}`}>
        <MenuAction act={() => setOpen('edit')}>Edit…</MenuAction>
        <MenuAction act={() => toggle.current?.requestSubmit()}>
          {enabled ? 'Disable' : 'Enable'}
        </MenuAction>
        <MenuLink href={`/origins/${id}`}>Return addresses</MenuLink>
        <MenuAction danger act={() => setOpen('remove')}>
          Remove…
        </MenuAction>
      </Menu>
      <form ref={toggle} action={send}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="enabled" value={String(!enabled)} />
        {state.stepUp ? <StepUp {...state} /> : <ViewerField />}
      </form>
      <noscript>
        <a href={`/origins/${id}`} className="rounded-sm text-link">
          Edit<span className="sr-only"> {origin}</span>
        </a>
      </noscript>
      <Dialog title="Edit origin" open={open === 'edit'} onClose={close}>
        <OriginForm
          known={known}
          onDone={onDone}
          cancel={<CloseButton close={close}>Cancel</CloseButton>}
        />
      </Dialog>
      <Dialog title="Remove this origin" open={open === 'remove'} onClose={close}>
        <RemoveForm
          id={id}
          origin={origin}
          onDone={onDone}
          cancel={<CloseButton close={close}>Keep it</CloseButton>}
        />
      </Dialog>
    </>
  )
}
