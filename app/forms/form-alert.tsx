import { Alert } from '../components/alert.tsx'
import type { FormState } from './form-state.ts'

/** The refusal of a form as a whole, with the end of a limit in the clock of whoever reads it. */
export function FormAlert({ alert, until }: Pick<FormState, 'alert' | 'until'>) {
  if (!alert) return null
  return (
    <Alert>
      {alert}
      {until && (
        <>
          {' '}
          The limit lasts until{' '}
          <time dateTime={until} suppressHydrationWarning>
            {clock(until)}
          </time>
          .
        </>
      )}
    </Alert>
  )
}

/** A server does not know the reader's time zone, so without JavaScript it is UTC and says so. */
function clock(iso: string): string {
  const onServer = typeof window === 'undefined'
  return new Date(iso).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(onServer && { timeZone: 'UTC', timeZoneName: 'short' }),
  })
}
