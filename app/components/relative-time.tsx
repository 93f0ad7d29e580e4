import { formatExactDate, formatRelativeDate } from './format-date.ts'

/** A time (ISO 8601) as how long ago it was; the exact time is in the tooltip and in `datetime`. */
export function RelativeTime({ iso }: { iso: string }) {
  const date = new Date(iso)
  return (
    // By the time the browser hydrates the page, a minute may have passed.
    <time suppressHydrationWarning dateTime={iso} title={formatExactDate(date)}>
      {formatRelativeDate(date, new Date())}
    </time>
  )
}
