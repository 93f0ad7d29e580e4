'use client'
import { type ReactNode, useEffect } from 'react'

declare global {
  /** The button that was pressed last before React heard of it: `EarlyPresses` writes it. */
  var earlyPress: Element | null | undefined
}

/** The body of every page. What was pressed before React had the page is pressed again once it has. */
export function PageBody({ children }: { children: ReactNode }) {
  useEffect(() => {
    // React may take the page over for the sake of a press, which it hears after this.
    const timer = setTimeout(() => {
      if (globalThis.earlyPress instanceof HTMLElement) globalThis.earlyPress.click()
    })
    return () => clearTimeout(timer)
  }, [])
  return (
    <body
      onClickCapture={({ target }) => {
        if (globalThis.earlyPress?.contains(target as Node)) globalThis.earlyPress = undefined
      }}
    >
      {children}
    </body>
  )
}
