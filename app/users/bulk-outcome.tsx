import { CircleCheck, CircleX } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { Alert } from '../components/alert.tsx'
import { type BulkAction, type BulkSummary, describeOthers, describeSummary } from './bulk-words.ts'

type Props = {
  action: BulkAction
  outcome: BulkSummary
  /** How many users were not reached, because the work was stopped or failed. */
  left?: number
  /** Why it failed. */
  failure?: string
  /** A button or link that leaves. */
  children: ReactNode
}

/** What became of each user. Refused ones come first, with the reason. */
export function BulkOutcome({ action, outcome, left = 0, failure = '', children }: Props) {
  const words = useRef<HTMLParagraphElement>(null)
  // The button that was pressed is gone.
  useEffect(() => words.current?.focus(), [])
  const { changed, refused, done, failed } = outcome
  const named = changed.length + refused.length
  const more = done + failed - named
  return (
    <div className="space-y-4">
      <p ref={words} tabIndex={-1} role="status" className="font-medium">
        {describeSummary(action, outcome)}.{left > 0 && ` ${describeUserCount(left)} not changed.`}
      </p>
      {failure && <Alert>{failure}</Alert>}
      {named > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section tabIndex={0} aria-label="Each user" className="max-h-64 overflow-y-auto">
          <ul className="space-y-2 text-sm">
            {refused.map(({ uid, message }) => (
              <li key={uid} className="flex gap-2 wrap-anywhere">
                <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
                <span>
                  <span className="font-mono">{uid}</span> refused: {message}
                </span>
              </li>
            ))}
            {changed.map(uid => (
              <li key={uid} className="flex gap-2 wrap-anywhere">
                <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-strong" />
                <span>
                  <span className="font-mono">{uid}</span> done
                </span>
              </li>
            ))}
            {more > 0 && <li>{describeOthers(more)}</li>}
          </ul>
        </section>
      )}
      {children}
    </div>
  )
}
