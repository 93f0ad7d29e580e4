'use client'
import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { FILTER_BOX } from './filter-select.tsx'

type Props = {
  /** The present search. */
  q: string
  /** What the search looks at. */
  label: string
  maxLength: number
  onType?: (text: string) => void
  onBlur?: () => void
}

/**
 * A search box that follows the address, also when the user goes back. It does not while they type: the answer to the
 * letters so far may arrive after the next letter.
 */
export function SearchBox({ q, label, maxLength, onType, onBlur }: Props) {
  const ref = useRef<HTMLInputElement>(null)
  const shown = useRef(q)
  const typed = useRef(new Set<string>())
  const tell = useRef(onType)
  useEffect(() => {
    const box = ref.current
    if (!box || box.value === shown.current) return
    // They typed before this ran.
    typed.current.add(box.value)
    tell.current?.(box.value)
  }, [])
  useEffect(() => {
    const forget = () => typed.current.clear()
    window.addEventListener('popstate', forget)
    return () => window.removeEventListener('popstate', forget)
  }, [])
  useEffect(() => {
    const box = ref.current
    if (!box || shown.current === q) return
    shown.current = q
    if (document.activeElement !== box || !typed.current.has(q)) box.value = q
  }, [q])
  return (
    <div className="relative min-w-52 grow">
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-quiet" />
      <input
        ref={ref}
        type="search"
        name="q"
        defaultValue={q}
        onChange={({ target: { value } }) => {
          typed.current.add(value)
          onType?.(value)
        }}
        onBlur={onBlur}
        maxLength={maxLength}
        // Also keeps the browser from restoring old text: the address says what the search is.
        autoComplete="off"
        aria-label={`Search: ${label}`}
        placeholder={label}
        className={`${FILTER_BOX} w-full pr-3 pl-9 placeholder:text-quiet`}
      />
    </div>
  )
}
