'use client'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

/** Who is chosen: the name of each, by uid. */
type Chosen = ReadonlyMap<string, string>
export type Someone = { uid: string; name: string }

type Selection = {
  chosen: Chosen
  choose: (people: Someone[]) => void
  drop: (uids: string[]) => void
}

const Context = createContext<Selection | null>(null)

type Props = {
  /** The viewer's id: what one chose is nobody else's. */ self: number
  children: ReactNode
}

/** Holds who is chosen over pages, searches and reloads, as long as the tab is open. */
export function SelectionHolder({ self, children }: Props) {
  const key = `latchkey.chosen.${self}`
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const [read, setRead] = useState(false)
  useEffect(() => {
    setChosen(new Map(JSON.parse(sessionStorage.getItem(key) ?? '[]')))
    setRead(true)
  }, [key])
  useEffect(() => {
    if (read) sessionStorage.setItem(key, JSON.stringify([...chosen]))
  }, [key, read, chosen])
  const selection = useMemo(
    () => ({
      chosen,
      choose: (people: Someone[]) =>
        setChosen(before => new Map([...before, ...people.map(p => [p.uid, p.name] as const)])),
      drop: (uids: string[]) =>
        setChosen(before => new Map([...before].filter(([uid]) => !uids.includes(uid)))),
    }),
    [chosen],
  )
  return <Context value={selection}>{children}</Context>
}

export function useSelection(): Selection {
  const selection = useContext(Context)
  if (!selection) throw new Error('There is no SelectionHolder around this.')
  return selection
}
