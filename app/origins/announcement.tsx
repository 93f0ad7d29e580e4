'use client'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { FormDone } from '../forms/form-done.tsx'

const Announcement = createContext<{ words: string; say: (words: string) => void }>({
  words: '',
  say: () => {},
})

/** Holds what was done last, which is said in one place, whatever on the page did it. */
export function AnnouncementHolder({ children }: { children: ReactNode }) {
  const [words, say] = useState('')
  return <Announcement value={{ words, say }}>{children}</Announcement>
}

/** The place. */
export function LastAnnouncement() {
  return <FormDone done={useContext(Announcement).words} />
}

export function useAnnounce(): (words: string) => void {
  return useContext(Announcement).say
}
