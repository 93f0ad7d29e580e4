import { SPANS, type Span } from '#lib/audit/sign-in-counts.ts'

/** The words of a plot: the time that it covers, and what one bar stands for. */
export type PlotLook = { words: string; unit: 'hour' | 'day' }

const WORDS = { '24h': 'last 24 hours', '7d': 'last 7 days', '30d': 'last 30 days' }

const hour = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})
const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})

export function describePlot(span: Span): PlotLook {
  return { words: WORDS[span], unit: SPANS[span].unit }
}

/** The hour or the day that begins at `from`, in UTC. */
export function formatPlotTime(from: Date, { unit }: PlotLook): string {
  return unit === 'day' ? day.format(from) : `${hour.format(from)} UTC`
}
