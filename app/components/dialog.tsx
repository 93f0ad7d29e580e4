'use client'
import { type ReactNode, useEffect, useId, useRef } from 'react'

type Props = {
  title: string
  open: boolean
  onClose: () => void
  /** What Escape does instead of closing it, while something is under way. */
  onEscape?: (() => void) | undefined
  children: ReactNode
}

/**
 * A modal dialog: the browser's own, so focus stays inside, Escape closes it and the focus goes back, or to the page's
 * heading where there is nothing left to go back to.
 */
export function Dialog({ title, open, onClose, onEscape, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (!open || !element) return
    element.showModal()
    return () => {
      element.close()
      // What opened it may be gone by now, as the button of a user who was deleted.
      if (document.activeElement === document.body) focusHeading()
    }
  }, [open])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      // React lets the closing of a dialog within this one bubble, as browsers do not.
      onCancel={event => {
        if (event.target !== event.currentTarget) return
        if (onEscape) event.preventDefault()
        const act = onEscape ?? onClose
        act()
      }}
      // This comes a moment after the closing, when it may have been opened again.
      onClose={({ target, currentTarget }) =>
        target === currentTarget && !currentTarget.open && onClose()
      }
      className="m-auto w-full max-w-[min(30rem,calc(100%-2rem))] rounded-md border border-line bg-raised p-6 text-ink shadow-lg backdrop:bg-scrim motion-safe:open:animate-arrive"
    >
      <h2 id={id} className="mb-2 font-semibold text-xl">
        {title}
      </h2>
      {open && children}
    </dialog>
  )
}

function focusHeading(): void {
  const heading = document.querySelector('h1')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus()
}
