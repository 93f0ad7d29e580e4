import { formatExactDate, formatRelativeDate } from './format-date.ts'

/** A moment (ISO 8601) as the time since then; exact on hover and for machines. */
export function RelativeTime({ iso }: { iso: string }) {
  const date = new Date(iso)
  return (
    // A minute may have passed, and the time zone is another one, where a browser takes the page over.
    <time suppressHydrationWarning dateTime={iso} title={formatExactDate(date)}>
      {formatRelativeDate(date, new Date())}
    </time>
  )
}
