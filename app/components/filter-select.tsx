'use client'
import { type ComponentProps, useEffect, useRef } from 'react'

/** How the controls of a filter look. */
export const FILTER_BOX =
  'h-10 rounded-md border border-edge bg-raised focus-visible:outline-offset-0'

type Props = Pick<ComponentProps<'select'>, 'onChange' | 'children'> & {
  name: string
  label: string
  /** What is chosen by the address. */
  value: string | number
}

/** A choice of a filter. It follows the address, back and forth, and keeps the focus while it does. */
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
