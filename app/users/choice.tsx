'use client'
import { useEffect, useRef } from 'react'
import { BULK_FORM } from './bulk-form-id.ts'
import { type Someone, useSelection } from './selection.tsx'

const BOX = 'block size-4 cursor-pointer accent-accent'

/** Chooses one user. */
export function ChooseOne({ uid, name }: Someone) {
  const { chosen, choose, drop } = useSelection()
  return (
    <label className="flex size-6 cursor-pointer items-center justify-center">
      <span className="sr-only">Select {uid}</span>
      <input
        type="checkbox"
        form={BULK_FORM}
        name="uid"
        value={uid}
        checked={chosen.has(uid)}
        onChange={event => (event.target.checked ? choose([{ uid, name }]) : drop([uid]))}
        className={BOX}
      />
    </label>
  )
}

/** Chooses everybody on this page. */
export function ChoosePage({ people }: { people: Someone[] }) {
  const { chosen, choose, drop } = useSelection()
  const box = useRef<HTMLInputElement>(null)
  const count = people.filter(({ uid }) => chosen.has(uid)).length
  const all = count === people.length
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
        onChange={() => (all ? drop(people.map(({ uid }) => uid)) : choose(people))}
        className={BOX}
      />
    </label>
  )
}
