import type { ReactNode } from 'react'

type Props = { id: string; title: string; children: ReactNode }

/** A part of a page with forms, below a line. */
export function Part({ id, title, children }: Props) {
  return (
    <section aria-labelledby={id} className="border-line border-t pt-6">
      <h2 id={id} className="mb-2 font-semibold">
        {title}
      </h2>
      {children}
    </section>
  )
}
