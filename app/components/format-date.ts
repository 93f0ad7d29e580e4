const STEPS = [
  ['year', 365.25 * 86_400],
  ['month', 30.44 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })
const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** The time from `then` to `now` in its largest whole unit: "3 days ago". */
export function formatRelativeDate(then: Date, now: Date): string {
  const seconds = (+then - +now) / 1000
  for (const [unit, length] of STEPS) {
    const count = Math.trunc(seconds / length)
    if (count !== 0) return relative.format(count, unit)
  }
  return 'just now'
}

/** The full date and time in UTC, to the minute: a server does not know the reader's time zone. */
export function formatExactDate(date: Date): string {
  return `${exact.format(date)} UTC`
}

/** A day (YYYY-MM-DD) in words: "10 December 1815". */
export function formatDay(iso: string): string {
  return day.format(new Date(iso))
}
