'use client'
import { type ComponentProps, useEffect, useRef } from 'react'

/** The classes of a filter's controls. */
export const FILTER_BOX =
  'h-10 rounded-md border border-edge bg-raised focus-visible:outline-offset-0'

type Props = Pick<ComponentProps<'select'>, 'onChange' | 'children'> & {
  name: string
  label: string
  /** The choice that the address names. */
  value: string | number
}

/** A choice in a filter. It follows the address, also when the user goes back, and keeps the focus. */
export function FilterSelect({ label, value, ...select }: Props) {
  const ref = useRef<HTMLSelectElement>(null)
  const isRead = useRef(false)
  useEffect(() => {
    const box = ref.current
    if (!box) return
    const isEarly = !isRead.current && box.value !== String(value)
    isRead.current = true
    // What was chosen before this ran is a choice, too.
    if (isEarly) box.dispatchEvent(new Event('change', { bubbles: true }))
    else box.value = String(value)
  }, [value])
  return (
    <select
      {...select}
      ref={ref}
      aria-label={label}
      defaultValue={value}
      // Keeps the browser from restoring an old choice: the address says what it is.
      autoComplete="off"
      className={`${FILTER_BOX} max-w-full grow px-2 text-sm sm:grow-0`}
    />
  )
}
