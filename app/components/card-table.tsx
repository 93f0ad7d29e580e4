import type { ReactNode } from 'react'

type Column = {
  head: ReactNode
  /** On screens that show a table. One column has none and takes the rest. */
  width?: string
}

type Props = {
  caption: string
  columns: readonly Column[]
  /** Whether it is one page of many: its heads stay in view, and it fades while the next page loads. */
  isPaged?: boolean
  children: ReactNode
}

/** A list as a table; on a phone each row is a card. */
export function CardTable({ caption, columns, isPaged = false, children }: Props) {
  return (
    <table className="w-full border-separate border-spacing-0 text-sm max-md:block md:table-fixed md:rounded-md md:border md:border-line md:bg-raised">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          {columns.map(({ head, width = '' }, i) => (
            <th
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table stay.
              key={i}
              scope="col"
              className={`text-left font-medium md:h-10 md:border-b md:border-line md:bg-sunken md:px-3 md:first:rounded-tl-md md:last:rounded-tr-md ${isPaged ? 'md:sticky md:top-0 md:z-10' : ''} ${width}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody
        className={`max-md:grid max-md:gap-2 ${isPaged ? 'motion-safe:transition-opacity motion-safe:delay-150 group-has-data-loading:opacity-60' : ''}`}
      >
        {children}
      </tbody>
    </table>
  )
}

export function CardRow({ children }: { children: ReactNode }) {
  return (
    <tr className="group/row max-md:relative max-md:block max-md:space-y-1 max-md:rounded-md max-md:border max-md:border-line max-md:bg-raised max-md:p-3">
      {children}
    </tr>
  )
}

const CELL =
  'md:h-10 md:px-3 md:py-2 md:align-top md:group-not-last/row:border-b md:border-line max-md:block'

type CellProps = { className?: string; children: ReactNode }

/** The cell that says what its row is about. */
export function CardTitle({ className = '', children }: CellProps) {
  return (
    <th scope="row" className={`${CELL} text-left font-normal ${className}`}>
      {children}
    </th>
  )
}

export function CardCell({ className = '', children }: CellProps) {
  return <td className={`${CELL} ${className}`}>{children}</td>
}
