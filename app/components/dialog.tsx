'use client'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { buttonLook } from './button-look.ts'

type Props = {
  title: string
  open: boolean
  onClose: () => void
  /** What Escape does instead of closing, while a task runs. */
  onEscape?: (() => void) | undefined
  children: ReactNode
}

/**
 * A modal dialog: the browser's own, which keeps the focus inside, closes on Escape and returns the focus to what
 * opened it. If that is gone, the focus goes to the page's heading.
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
      // What opened it may be gone, like the menu of a user who was just deleted.
      if (document.activeElement === document.body) focusHeading()
    }
  }, [open])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      // In React, unlike in browsers, the events of a dialog inside this one bubble.
      onCancel={event => {
        if (event.target !== event.currentTarget) return
        if (onEscape) event.preventDefault()
        const act = onEscape ?? onClose
        act()
      }}
      // The event comes a moment later, when the dialog may be open again.
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

/** Leaves a dialog: "Cancel", "Close", "Keep it". */
export function CloseButton({ close, children }: { close: () => void; children: string }) {
  return (
    <button type="button" onClick={close} className={buttonLook.plain}>
      {children}
    </button>
  )
}

function focusHeading(): void {
  const heading = document.querySelector('h1')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus()
}
