'use client'
import { Ban, CircleCheck } from 'lucide-react'
import type { RefusalJson } from '#lib/origins/refusal-list.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { AllowHeaders } from './allow-headers.tsx'
import { AllowOrigin } from './allow-origin.tsx'
import { EnableOrigin } from './enable-origin.tsx'
import { GrantAccess } from './grant-access.tsx'

/** One origin that was refused for one reason: why, how often, by which browser, and how to allow it. */
export function RefusalItem({ refusal }: { refusal: RefusalJson }) {
  const {
    origin,
    cause,
    count,
    firstSeen,
    lastSeen,
    lastPath,
    allowed,
    modes,
    headers,
    warning,
    disabledId,
    grant,
  } = refusal
  const isSpread = Date.parse(lastSeen) - Date.parse(firstSeen) > 60_000
  const agent = [refusal.browser, refusal.system].filter(Boolean).join(' on ')
  return (
    <li className="grid gap-x-6 gap-y-2 border-line border-b p-4 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0 space-y-1">
        <p className="flex gap-2">
          {allowed ? (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-allowed" />
          ) : (
            <Ban aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
          )}
          <span className="font-mono font-semibold break-all">{origin || '(empty)'}</span>
        </p>
        <p>{allowed ? 'It was refused, and is now allowed.' : cause}</p>
        <p className="text-quiet" suppressHydrationWarning>
          {count === 1 ? 'Once,' : `${count.toLocaleString('en')} times, last`}{' '}
          <RelativeTime iso={lastSeen} /> at{' '}
          <span className="font-mono wrap-anywhere text-ink">{lastPath}</span>
          {agent && ` by ${agent}`}
          {isSpread && (
            <>
              , first <RelativeTime iso={firstSeen} />
            </>
          )}
          .
        </p>
      </div>
      <div className="hidden self-center has-[a,button]:block">
        <AllowOrigin look="plain" offer={modes.length > 0 ? { origin, modes, warning } : null}>
          Allow this origin<span className="sr-only">, {origin}</span>
        </AllowOrigin>
        <AllowHeaders names={headers} origin={origin} />
        <EnableOrigin id={disabledId}>
          Enable this origin<span className="sr-only">, {origin}</span>
        </EnableOrigin>
        <GrantAccess grant={grant} origin={origin} />
      </div>
    </li>
  )
}
