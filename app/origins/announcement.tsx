'use client'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { FormDone } from '../forms/form-done.tsx'

const Announcement = createContext<{ words: string; announce: (words: string) => void }>({
  words: '',
  announce: () => {},
})

/** Holds what was done last. It is shown in one place, whichever part of the page did it. */
export function AnnouncementHolder({ children }: { children: ReactNode }) {
  const [words, announce] = useState('')
  return <Announcement value={{ words, announce }}>{children}</Announcement>
}

/** The place where it is shown. */
export function LastAnnouncement() {
  return <FormDone done={useContext(Announcement).words} />
}

export function useAnnounce(): (words: string) => void {
  return useContext(Announcement).announce
}
