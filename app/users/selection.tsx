'use client'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { ViewerPage } from '../forms/viewer-page.tsx'
import type { MatchingUsers, ShownUser } from './bulk-words.ts'

/** The selected users, by user ID. */
type Chosen = ReadonlyMap<string, ShownUser>

type Selection = {
  chosen: Chosen
  /** All users who match the filter, if they were selected instead. */
  matching: MatchingUsers | null
  choose: (people: ShownUser[]) => void
  /** Follows those of the selected users whose user ID or name has changed. */
  meet: (people: ShownUser[]) => void
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
  const key = `latchkey.selected.${self}`
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const [read, setRead] = useState(false)
  const [all, setAll] = useState<{ matching: MatchingUsers | null; filter: string } | null>(null)
  useEffect(() => {
    const kept: ShownUser[] = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    // Users may have been selected before this effect ran.
    setChosen(before => toChosen([...kept, ...before.values()]))
    setRead(true)
  }, [key])
  useEffect(() => {
    if (read) sessionStorage.setItem(key, JSON.stringify([...chosen.values()]))
  }, [key, read, chosen])
  const selection = useMemo(
    () => ({
      chosen,
      matching: all?.filter === filter ? all.matching : null,
      choose: (people: ShownUser[]) =>
        setChosen(before => toChosen([...before.values(), ...people])),
      meet: (people: ShownUser[]) => setChosen(before => followUsers(before, people)),
      drop: (uids: string[]) => {
        const gone = new Set(uids)
        setChosen(before => new Map([...before].filter(([uid]) => !gone.has(uid))))
      },
      chooseMatching: (matching: MatchingUsers | null) => setAll({ matching, filter }),
    }),
    [chosen, all, filter],
  )
  return (
    <Context value={selection}>
      <ViewerPage id={self}>{children}</ViewerPage>
    </Context>
  )
}

function toChosen(people: ShownUser[]): Chosen {
  return new Map(people.map(user => [user.uid, user]))
}

function followUsers(chosen: Chosen, people: ShownUser[]): Chosen {
  const now = new Map(people.map(user => [user.id, user]))
  const isSame = ({ id, uid, name }: ShownUser) => {
    const user = now.get(id)
    return !user || (user.uid === uid && user.name === name)
  }
  const all = [...chosen.values()]
  return all.every(isSame) ? chosen : toChosen(all.map(user => now.get(user.id) ?? user))
}

export function useSelection(): Selection {
  const selection = useContext(Context)
  if (!selection) throw new Error('useSelection needs a SelectionHolder around it.')
  return selection
}
