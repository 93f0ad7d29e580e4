import type { ReactNode } from 'react'
import { Mark } from './mark.tsx'

/** A page that is one card, a third from the top: signing in and up, what is not there, what failed. */
export function CardPage({ children, foot }: { children: ReactNode; foot?: ReactNode }) {
  return (
    <main className="grid min-h-dvh grid-rows-[1fr_auto_2fr] justify-items-center px-4 py-8">
      <div className="row-start-2 w-full max-w-card">
        <p className="mb-4 flex items-center justify-center gap-2 font-semibold">
          <Mark />
          Latchkey
        </p>
        <div className="rounded-md border border-line bg-raised p-6">{children}</div>
        {foot && <p className="mt-4 text-center text-quiet text-sm">{foot}</p>}
      </div>
    </main>
  )
}
