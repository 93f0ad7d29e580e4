'use client'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { MatchingUsers, NamedUser } from './bulk-words.ts'

/** Who is chosen: the name of each, by uid. */
type Chosen = ReadonlyMap<string, string>

type Selection = {
  chosen: Chosen
  /** All who match the filter, where one has chosen them instead. */
  matching: MatchingUsers | null
  choose: (people: NamedUser[]) => void
  drop: (uids: string[]) => void
  chooseMatching: (matching: MatchingUsers | null) => void
}

const Context = createContext<Selection | null>(null)

type Props = {
  /** The viewer's id: what one chose is nobody else's. */
  self: number
  /** Names the filter of the page: all who match one are not all who match another. */
  filter: string
  children: ReactNode
}

/** Holds who is chosen over pages, searches and reloads, as long as the tab is open. */
export function SelectionHolder({ self, filter, children }: Props) {
  const key = `latchkey.chosen.${self}`
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const [read, setRead] = useState(false)
  const [all, setAll] = useState<{ matching: MatchingUsers | null; filter: string } | null>(null)
  useEffect(() => {
    const kept: [uid: string, name: string][] = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    // Whom one chose before this came about is chosen, too.
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
  if (!selection) throw new Error('There is no SelectionHolder around this.')
  return selection
}
