'use client'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { MatchingUsers, NamedUser } from './bulk-words.ts'

/** The selected users: the name of each, by user ID. */
type Chosen = ReadonlyMap<string, string>

type Selection = {
  chosen: Chosen
  /** All users who match the filter, if they were selected instead. */
  matching: MatchingUsers | null
  choose: (people: NamedUser[]) => void
  drop: (uids: string[]) => void
  chooseMatching: (matching: MatchingUsers | null) => void
}

const Context = createContext<Selection | null>(null)

type Props = {
  /** The viewer's id: the selection is not for another user of the same tab. */
  self: number
  /** Names the filter of the page: with another filter, other users match. */
  filter: string
  children: ReactNode
}

/** Keeps the selection over pages, searches and reloads, as long as the tab is open. */
export function SelectionHolder({ self, filter, children }: Props) {
  const key = `latchkey.chosen.${self}`
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const [read, setRead] = useState(false)
  const [all, setAll] = useState<{ matching: MatchingUsers | null; filter: string } | null>(null)
  useEffect(() => {
    const kept: [uid: string, name: string][] = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    // Users may have been selected before this effect ran.
    setChosen(before => new Map([...kept, ...before]))
    setRead(true)
  }, [key])
  useEffect(() => {
    if (read) sessionStorage.setItem(key, JSON.stringify([...chosen]))
  }, [key, read, chosen])
  const selection = useMemo(
    () => ({
      chosen,
      matching: all?.filter === filter ? all.matching : null,
      choose: (people: NamedUser[]) =>
        setChosen(before => new Map([...before, ...people.map(p => [p.uid, p.name] as const)])),
      drop: (uids: string[]) => {
        const gone = new Set(uids)
        setChosen(before => new Map([...before].filter(([uid]) => !gone.has(uid))))
      },
      chooseMatching: (matching: MatchingUsers | null) => setAll({ matching, filter }),
    }),
    [chosen, all, filter],
  )
  return <Context value={selection}>{children}</Context>
}

export function useSelection(): Selection {
  const selection = useContext(Context)
  if (!selection) throw new Error('useSelection needs a SelectionHolder around it.')
  return selection
}
