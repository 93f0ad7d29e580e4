import { useEffect, useRef } from 'react'

/**
 * A search box that follows the address, back and forth, but is left alone while one types: an answer to
 * fewer letters may arrive later than the next letter.
 */
export function useSearchBox(q: string) {
  const ref = useRef<HTMLInputElement>(null)
  const typed = useRef(new Set<string>())
  useEffect(() => {
    const forget = () => typed.current.clear()
    window.addEventListener('popstate', forget)
    return () => window.removeEventListener('popstate', forget)
  }, [])
  useEffect(() => {
    if (ref.current && !typed.current.has(q)) ref.current.value = q
  }, [q])
  const read = () => {
    const text = ref.current?.value ?? ''
    typed.current.add(text)
    return text
  }
  return { ref, read }
}
