import type { ReactNode } from 'react'

type Props = { id: string; title: string; words: ReactNode; children: ReactNode }

/** A section of a page: what it is about on the left, what can be done on the right. On a phone it is one column. */
export function Section({ id, title, words, children }: Props) {
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-1 gap-4 border-line border-t py-8 md:grid-cols-[17rem_minmax(0,1fr)] md:gap-8"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="mt-1 max-w-words text-quiet text-sm">{words}</p>
      </div>
      <div className="min-w-0 rounded-md border border-line bg-raised p-6">{children}</div>
    </section>
  )
}
