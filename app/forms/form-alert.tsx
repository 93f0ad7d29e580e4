import { Alert } from '../components/alert.tsx'
import type { FormState } from './form-state.ts'

/** Why a form was refused as a whole; if by a limit, also when it ends, in the reader's time zone. */
export function FormAlert({ alert, until }: Pick<FormState, 'alert' | 'until'>) {
  if (!alert) return null
  return (
    <Alert>
      {alert}
      {until && (
        <>
          {' '}
          The limit ends at{' '}
          <time dateTime={until} suppressHydrationWarning>
            {formatClock(until)}
          </time>
          .
        </>
      )}
    </Alert>
  )
}

/** A server does not know the reader's time zone, so it writes UTC and says so. */
function formatClock(iso: string): string {
  const onServer = typeof window === 'undefined'
  return new Date(iso).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(onServer && { timeZone: 'UTC', timeZoneName: 'short' }),
  })
}
