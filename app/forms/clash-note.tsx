'use client'
import { useEffect, useRef } from 'react'
import { Alert } from '../components/alert.tsx'
import type { Clash } from './form-state.ts'

type Props = {
  clash: Clash
  /** Who may have saved the other version. */
  words: string
  /** The labels of the fields, by name. */
  labels: Record<string, string>
}

/** Shows an edit conflict: both versions side by side, so that nobody overwrites the other unseen. */
export function ClashNote({ clash: { yours, theirs }, words, labels }: Props) {
  const note = useRef<HTMLDivElement>(null)
  // The button that was pressed is below, perhaps a screen away.
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const differ = Object.keys(labels).filter(name => yours[name] !== theirs[name])
  return (
    <div ref={note} className="scroll-mt-6 space-y-4">
      <Alert>
        {words} Nothing is saved yet. Fields that you did not change show the newer version.
      </Alert>
      {differ.length > 0 && (
        <table className="w-full table-fixed text-left text-sm">
          <caption className="sr-only">Differences between the versions</caption>
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
