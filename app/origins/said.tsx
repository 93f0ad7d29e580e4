'use client'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { FormDone } from '../components/form-done.tsx'

const Said = createContext<{ words: string; say: (words: string) => void }>({
  words: '',
  say: () => {},
})

/** Holds what was done last, which is said in one place, whatever on the page did it. */
export function SaidHolder({ children }: { children: ReactNode }) {
  const [words, say] = useState('')
  return <Said value={{ words, say }}>{children}</Said>
}

/** The place. */
export function LastSaid() {
  return <FormDone done={useContext(Said).words} />
}

export function useSay(): (words: string) => void {
  return useContext(Said).say
}
