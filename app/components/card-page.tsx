import type { ReactNode } from 'react'
import { Logo } from './logo.tsx'

/**
 * A page that is one card: signing in and up, what is not there, what failed. Its top stays where it is
 * whatever is in it, so that nothing jumps when an error comes; a card of usual height has a third of the
 * room above it.
 */
export function CardPage({ children, foot }: { children: ReactNode; foot?: ReactNode }) {
  return (
    <main className="px-4 pt-[max(--spacing(8),calc((100dvh-27rem)/3))] pb-8">
      <div className="mx-auto max-w-card">
        <p className="mb-4 flex items-center justify-center gap-2 font-semibold">
          <Logo />
          Latchkey
        </p>
        <div className="rounded-md border border-line bg-raised p-6">{children}</div>
        {foot && <p className="mt-4 text-center text-quiet text-sm">{foot}</p>}
      </div>
    </main>
  )
}
