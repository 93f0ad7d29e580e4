import { CircleCheck, CircleX } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { BulkResult } from '#lib/users/bulk.ts'
import { type BulkAction, outcomeWords } from './bulk-words.ts'

type Props = {
  action: BulkAction
  results: BulkResult[]
  /** The way out. */
  children: ReactNode
}

/** What became of each user: those who were refused first, with the reason. */
export function BulkOutcome({ action, results, children }: Props) {
  const words = useRef<HTMLParagraphElement>(null)
  // The button that was pressed is gone.
  useEffect(() => words.current?.focus(), [])
  const sorted = results.toSorted((a, b) => Number(a.ok) - Number(b.ok))
  return (
    <div className="space-y-4">
      <p ref={words} tabIndex={-1} role="status" className="font-medium">
        {outcomeWords(action, results)}.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label="Each user" className="max-h-64 overflow-y-auto">
        <ul className="space-y-2 text-sm">
          {sorted.map(({ uid, ok, message }) => (
            <li key={uid} className="flex gap-2 wrap-anywhere">
              {ok ? (
                <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-strong" />
              ) : (
                <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
              )}
              <span>
                <span className="font-mono">{uid}</span> {ok ? 'done' : `refused: ${message}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {children}
    </div>
  )
}
