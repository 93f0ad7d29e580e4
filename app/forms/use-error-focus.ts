import { type RefObject, useEffect, useRef } from 'react'
import type { FormState } from './form-state.ts'

/** Moves the focus to the first field with an error, each time that the form comes back. */
export function useErrorFocus(state: FormState): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (Object.keys(state.errors).length === 0) return
    form.current?.querySelector<HTMLInputElement>('[aria-invalid]')?.focus()
  }, [state])
  return form
}
