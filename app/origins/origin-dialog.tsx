'use client'
import { type ReactNode, useState } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { type Offer, OriginForm } from './origin-form.tsx'
import { useSay } from './said.tsx'

type Props = {
  look: keyof typeof buttonLook
  /** The origin to allow, where it is not to be typed. */
  offer?: Offer
  children: ReactNode
}

/** Opens the dialog that allows an origin; without JavaScript the same form stands on a page of its own. */
export function AllowOrigin({ look, offer, children }: Props) {
  const [open, setOpen] = useState(false)
  const say = useSay()
  const query = offer ? `?origin=${encodeURIComponent(offer.origin)}` : ''
  return (
    <>
      <a
        href={`/origins/new${query}`}
        onClick={event => {
          event.preventDefault()
          say('')
          setOpen(true)
        }}
        className={buttonLook[look]}
      >
        {children}
      </a>
      <Dialog title="Allow this origin" open={open} onClose={() => setOpen(false)}>
        <OriginForm
          known={null}
          {...(offer && { offer })}
          onDone={words => {
            setOpen(false)
            say(words)
          }}
          cancel={
            <button type="button" onClick={() => setOpen(false)} className={buttonLook.plain}>
              Cancel
            </button>
          }
        />
      </Dialog>
    </>
  )
}
