import type { ReactNode } from 'react'
import { Brand } from './logo.tsx'

type Props = {
  children: ReactNode
  foot?: ReactNode
  /** Whose page it is, where that is not this program. */
  brand?: ReactNode
}

/**
 * A page that is one card: sign-in, sign-up, not found, failed. Its top does not depend on its content, so nothing
 * jumps when an error appears; a card of usual height leaves a third of the free space above it.
 */
export function CardPage({ children, foot, brand }: Props) {
  return (
    <main className="px-4 pt-[max(--spacing(8),calc((100dvh-27rem)/3))] pb-8">
      <div className="mx-auto max-w-card">
        {brand ?? <Brand className="mb-4 justify-center" />}
        <div className="rounded-md border border-line bg-raised p-6">{children}</div>
        {foot && <p className="mt-4 text-center text-quiet text-sm">{foot}</p>}
      </div>
    </main>
  )
}
