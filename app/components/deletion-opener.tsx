'use client'
import { type ReactNode, useState } from 'react'
import { buttonLook } from './button-look.ts'
import { Dialog } from './dialog.tsx'

type Props = {
  /** What the button says. */
  label: string
  title: string
  /** The page that has the same content as the dialog. */
  href: string
  children: (close: () => void) => ReactNode
}

/** A button that opens the dialog before a deletion; without JavaScript a link to a page with the same form. */
export function DeletionOpener({ label, title, href, children }: Props) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const look = `${buttonLook.plain} wrap-anywhere text-danger`
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} className={`${look} needs-script`}>
        {label}
      </button>
      <noscript>
        <a href={href} className={look}>
          {label}
        </a>
      </noscript>
      <Dialog title={title} open={open} onClose={close}>
        {children(close)}
      </Dialog>
    </>
  )
}
