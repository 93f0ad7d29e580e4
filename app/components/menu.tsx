'use client'
import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { findMenuItem } from './menu-keys.ts'

type Props = { label: string; children: ReactNode }

const ITEM =
  'block w-full cursor-pointer rounded-sm px-3 py-1.5 text-left whitespace-nowrap hover:bg-sunken focus-visible:bg-sunken focus-visible:outline-offset-0'

/**
 * A button that opens a menu. The menu is the browser's own popover: Escape or a click elsewhere closes it, and the
 * focus returns. Its keys are those of the ARIA Authoring Practices, Menu Button.
 */
export function Menu({ label, children }: Props) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const last = useRef(false)
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useEffect(() => {
    // The browser opens it without a script: empty, if that was before this ran.
    if (!menu.current?.matches(':popover-open')) return
    menu.current.hidePopover()
    menu.current.showPopover()
  }, [])
  const openFrom = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    last.current = event.key === 'ArrowUp'
    menu.current?.showPopover()
  }
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return menu.current?.hidePopover()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = findMenuItem(
      event.key,
      at,
      all.map(({ textContent }) => textContent),
    )
    if (to === undefined) return
    event.preventDefault()
    if (event.key === ' ') all[to]?.click()
    else all[to]?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onKeyDown={openFrom}
        className="needs-script inline-flex size-6 items-center align-top justify-center rounded-sm max-md:size-10 text-quiet hover:bg-line hover:text-ink aria-expanded:bg-line aria-expanded:text-ink"
      >
        <Ellipsis aria-hidden className="size-4" />
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onBeforeToggle={event => {
          if (event.newState !== 'open') return
          setOpen(true)
          place(event.currentTarget, button.current)
        }}
        onToggle={event => {
          // If the items went earlier, the focus would be lost with the item that has it.
          if (event.newState === 'closed') return setOpen(false)
          items()
            .at(last.current ? -1 : 0)
            ?.focus()
          last.current = false
        }}
        onKeyDown={move}
        onClick={() => menu.current?.hidePopover()}
        className="absolute inset-auto m-0 min-w-36 rounded-md border border-line bg-raised p-1 text-ink text-sm shadow-lg motion-safe:animate-arrive"
      >
        {open && children}
      </div>
    </>
  )
}

type ItemProps = { children: ReactNode; danger?: boolean }

/** An item that leads to another page. */
export function MenuLink({ href, children }: ItemProps & { href: string }) {
  return (
    <a role="menuitem" tabIndex={-1} href={href} className={ITEM}>
      {children}
    </a>
  )
}

/** An item that does something. */
export function MenuAction({ act, danger, children }: ItemProps & { act: () => void }) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onClick={act}
      className={`${ITEM} ${danger ? 'text-danger' : ''}`}
    >
      {children}
    </button>
  )
}

/** The largest height of a menu: with less space below the button, it opens upwards. */
const MAX_HEIGHT_PX = 200

/** Aligns the menu with the end of its button, in page coordinates, so that it scrolls with the page. */
function place({ style }: HTMLElement, button: HTMLElement | null): void {
  if (!button) return
  const { bottom, top, right } = button.getBoundingClientRect()
  const up = window.innerHeight - bottom < MAX_HEIGHT_PX && top > MAX_HEIGHT_PX
  const { clientWidth, clientHeight } = document.documentElement
  style.right = `${clientWidth - right - window.scrollX}px`
  style.top = up ? 'auto' : `${bottom + window.scrollY + 4}px`
  style.bottom = up ? `${clientHeight - top - window.scrollY + 4}px` : 'auto'
}
