'use client'
import { useEffect, useRef } from 'react'
import { Alert } from '../components/alert.tsx'
import { buttonLook } from '../components/button-look.ts'
import { type Clash, hasSameValues } from './clash.ts'

type Props = {
  clash: Clash
  /** What is said of who was quicker. */
  words: string
  /** The fields, by name. */
  labels: Record<string, string>
}

/** Both versions beside each other, so that nothing that was typed or saved is lost unseen. */
export function ClashNote({ clash: { yours, theirs }, words, labels }: Props) {
  const note = useRef<HTMLDivElement>(null)
  // The button that was pressed stands below, perhaps a screen away.
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const differ = Object.keys(labels).filter(name => yours[name] !== theirs[name])
  return (
    <div ref={note} className="scroll-mt-6 space-y-4">
      <Alert>
        {words} Nothing is saved yet. Fields that you left alone show the newer version.
      </Alert>
      {differ.length > 0 && (
        <table className="w-full table-fixed text-left text-sm">
          <caption className="sr-only">Where the versions differ</caption>
          <thead>
            <tr className="border-line border-b">
              <th scope="col" className="w-24 py-1 font-medium">
                <span className="sr-only">Field</span>
              </th>
              <th scope="col" className="py-1 pr-2 font-medium">
                Yours
              </th>
              <th scope="col" className="py-1 font-medium">
                Saved now
              </th>
            </tr>
          </thead>
          <tbody>
            {differ.map(name => (
              <tr key={name} className="border-line border-b align-top">
                <th scope="row" className="py-1 pr-2 font-normal text-quiet">
                  {labels[name]}
                </th>
                <td className="wrap-anywhere py-1 pr-2">{yours[name] || 'none'}</td>
                <td className="wrap-anywhere py-1">{theirs[name] || 'none'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

/** Turns to the other version; what one typed comes back the same way. */
export function ClashSwitch({ clash, shown }: { clash: Clash; shown: 'yours' | 'theirs' }) {
  if (hasSameValues(clash.yours, clash.theirs)) return null
  const other = shown === 'yours' ? 'theirs' : 'yours'
  return (
    <>
      <input type="hidden" name="yours" value={JSON.stringify(clash.yours)} />
      <button type="submit" name="take" value={other} className={buttonLook.plain}>
        {other === 'theirs' ? 'Load their version' : 'Put mine back'}
      </button>
    </>
  )
}
