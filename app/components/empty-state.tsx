import type { ReactNode } from 'react'

type Props = {
  title: ReactNode
  words: string
  /** A title inside a section is one level lower. */
  level?: 'h2' | 'h3'
  /** A link to something that is not empty. */
  children?: ReactNode
}

/** What stands in place of a list that has nothing to show. */
export function EmptyState({ title, words, level: Title = 'h2', children }: Props) {
  return (
    <div className="rounded-md border border-line bg-raised px-6 py-12 text-center">
      <Title className="font-semibold wrap-anywhere">{title}</Title>
      <p className="mx-auto mt-1 max-w-words text-balance text-quiet">{words}</p>
      {children && <div className="mt-6">{children}</div>}
    </div>
  )
}
