'use client'
import { type ReactNode, useState } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { Dialog } from '../components/dialog.tsx'
import { useAnnounce } from './announcement.tsx'
import { type Offer, OriginForm } from './origin-form.tsx'

type Props = {
  look: keyof typeof buttonLook
  /** The origin to allow, where it is not to be typed; null when it is allowed, perhaps by somebody else. */
  offer?: Offer | null
  children: ReactNode
}

/**
 * Opens the dialog that allows an origin; without JavaScript the same form stands on a page of its own.
 * A dialog that is open stays, with what it was opened for, when the list says that the origin is allowed.
 */
export function AllowOrigin({ look, offer, children }: Props) {
  const [opened, setOpened] = useState<{ offer: Offer | undefined } | null>(null)
  const say = useAnnounce()
  const close = () => setOpened(null)
  const query = offer ? `?origin=${encodeURIComponent(offer.origin)}` : ''
  return (
    <>
      {offer !== null && (
        <a
          href={`/origins/new${query}`}
          onClick={event => {
            event.preventDefault()
            say('')
            setOpened({ offer })
          }}
          className={buttonLook[look]}
        >
          {children}
        </a>
      )}
      <Dialog title="Allow this origin" open={opened !== null} onClose={close}>
        <OriginForm
          known={null}
          {...(opened?.offer && { offer: opened.offer })}
          onDone={words => {
            close()
            say(words)
          }}
          cancel={
            <button type="button" onClick={close} className={buttonLook.plain}>
              Cancel
            </button>
          }
        />
      </Dialog>
    </>
  )
}
