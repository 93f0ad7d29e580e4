import type { ReactNode } from 'react'

type Props = {
  title: string
  words: ReactNode
  /** What can be done on the page, at the end of the line. */
  children: ReactNode
}

/** The top of a page with a list: what it is called and what it shows. */
export function PageHead({ title, words, children }: Props) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
      <div className="min-w-0">
        <h1 className="font-semibold text-xl">{title}</h1>
        <p className="text-quiet text-sm">{words}</p>
      </div>
      {children}
    </div>
  )
}
