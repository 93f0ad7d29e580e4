import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** What went wrong, and what to do about it. Screen readers read it out when it appears. */
export function Alert({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex gap-2 rounded-md border border-danger bg-danger-tint p-3 text-sm motion-safe:animate-arrive"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="min-w-0">{children}</div>
    </div>
  )
}
