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
  useEffect(() => {
    if (ref.current) ref.current.value = String(value)
  }, [value])
  return (
    <select
      {...select}
      ref={ref}
      aria-label={label}
      defaultValue={value}
      className={`${FILTER_BOX} max-w-full grow px-2 text-sm sm:grow-0`}
    />
  )
}
