'use client'
import { type ReactNode, useState } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { useAnnounce } from './announcement.tsx'
import { type Offer, OriginForm } from './origin-form.tsx'

type Props = {
  look: keyof typeof buttonLook
  /** The origin to allow, if it is not to be typed; null if it is already allowed, perhaps by somebody else. */
  offer?: Offer | null
  children: ReactNode
}

/**
 * A link that opens the dialog which allows an origin; without JavaScript it leads to a page with the same form. An open
 * dialog stays as it is when the list reports that the origin is allowed.
 */
export function AllowOrigin({ look, offer, children }: Props) {
  const [opened, setOpened] = useState<{ offer: Offer | undefined } | null>(null)
  const announce = useAnnounce()
  const close = () => setOpened(null)
  const query = offer ? `?origin=${encodeURIComponent(offer.origin)}` : ''
  return (
    <>
      {offer !== null && (
        <a
          href={`/origins/new${query}`}
          onClick={event => {
            event.preventDefault()
            announce('')
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
          onDone={(words, shown) => {
            if (shown) close()
            announce(words)
          }}
          cancel={<CloseButton close={close}>Cancel</CloseButton>}
        />
      </Dialog>
    </>
  )
}
