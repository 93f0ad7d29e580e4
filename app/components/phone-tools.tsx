'use client'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { buttonLook } from './button-look.ts'

const Opened = createContext<{ open: boolean; toggle: () => void }>({
  open: true,
  toggle() {},
})

/**
 * Keeps what filters a list and acts on it behind one button on a phone, so that the list comes first. On wider screens,
 * and without JavaScript, everything is in its place.
 * @param startsOpen whether the list is filtered, so that one sees by what.
 */
export function PhoneTools({ startsOpen, children }: { startsOpen: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(startsOpen)
  return (
    <Opened.Provider value={{ open, toggle: () => setOpen(!open) }}>{children}</Opened.Provider>
  )
}

/** The button, which only a phone shows. */
export function PhoneToolsButton({ children }: { children: string }) {
  const { open, toggle } = useContext(Opened)
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={toggle}
      className={`needs-script md:hidden ${buttonLook.small}`}
    >
      {children}
    </button>
  )
}

/** A part of the page that a phone shows when the button was pressed. */
export function PhoneTool({
  className = '',
  children,
}: {
  className?: string
  children: ReactNode
}) {
  const { open } = useContext(Opened)
  return (
    <div className={`${className} ${open ? '' : '[@media(scripting:enabled)]:max-md:hidden'}`}>
      {children}
    </div>
  )
}
