import { CircleCheck } from 'lucide-react'
import type { FormState } from './form-state.ts'

/** What a form has done. The status region is always there, so that screen readers read the words out when they come. */
export function FormDone({ done }: Pick<FormState, 'done'>) {
  return (
    <div role="status">
      {done && (
        <p className="flex gap-2 text-sm motion-safe:animate-arrive">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-strong" />
          <span className="min-w-0">{done}</span>
        </p>
      )}
    </div>
  )
}
