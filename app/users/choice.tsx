'use client'
import { type RefObject, useEffect, useRef } from 'react'
import { BULK_FORM_ID } from './bulk-form-id.ts'
import type { ShownUser } from './bulk-words.ts'
import { useSelection } from './selection.tsx'

const BOX = 'block size-4 cursor-pointer accent-accent'

/** Selects one user. Clearing one of all matching users leaves those that were selected one by one. */
export function ChooseOne({ id, uid, name }: ShownUser) {
  const { chosen, matching, choose, drop, chooseMatching } = useSelection()
  const box = useRef<HTMLInputElement>(null)
  useEarlyTick(box, () => choose([{ id, uid, name }]))
  const select = (on: boolean) => {
    if (on) return choose([{ id, uid, name }])
    chooseMatching(null)
    drop([uid])
  }
  return (
    <label className="flex size-6 cursor-pointer items-center justify-center">
      <span className="sr-only">Select {uid}</span>
      <input
        ref={box}
        type="checkbox"
        form={BULK_FORM_ID}
        name="uid"
        value={uid}
        checked={matching !== null || chosen.has(uid)}
        onChange={event => select(event.target.checked)}
        autoComplete="off"
        className={BOX}
      />
    </label>
  )
}

/** Selects all users on this page, or none of them. */
export function ChoosePage({ people }: { people: ShownUser[] }) {
  const { chosen, matching, choose, meet, drop, chooseMatching } = useSelection()
  const box = useRef<HTMLInputElement>(null)
  useEarlyTick(box, () => choose(people))
  const count = people.filter(({ uid }) => chosen.has(uid)).length
  const all = matching !== null || count === people.length
  useEffect(() => meet(people), [meet, people])
  const toggle = () => {
    if (!all) return choose(people)
    chooseMatching(null)
    drop(people.map(({ uid }) => uid))
  }
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !all
  }, [count, all])
  return (
    <label className="needs-script flex size-6 cursor-pointer items-center justify-center">
      <span className="sr-only">Select all on this page</span>
      <input
        ref={box}
        type="checkbox"
        checked={all}
        onChange={toggle}
        autoComplete="off"
        className={BOX}
      />
    </label>
  )
}

/**
 * Calls `choose` for a box that was ticked before its script ran, which React leaves ticked but does not tell. The browser
 * must not tick it again by itself: `autoComplete`.
 */
function useEarlyTick(box: RefObject<HTMLInputElement | null>, choose: () => void): void {
  const first = useRef(choose)
  useEffect(() => {
    if (box.current?.checked && !box.current.defaultChecked) first.current()
  }, [box])
}
