import type { ReactNode } from 'react'
import type { EventJson } from '#lib/audit/event-json.ts'
import { describeAgent } from '#lib/http/user-agent.ts'
import { formatExactDate } from '../components/format-date.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { EventSentence } from './event-sentence.tsx'
import { Outcome } from './outcome.tsx'

const CELL = 'align-top wrap-anywhere md:border-b md:border-line md:px-3 md:py-2.5 max-md:block'

/** One event; a card on a phone. Details that are rarely needed are folded away. */
export function EventTableRow({ event }: { event: EventJson }) {
  const { at, result, address, browser, system } = event
  return (
    <tr className="max-md:relative max-md:block max-md:rounded-md max-md:border max-md:border-line max-md:bg-raised max-md:p-3 md:last:*:border-b-0">
      <td className={`${CELL} whitespace-nowrap text-quiet max-md:pr-24`}>
        <RelativeTime iso={at} />
      </td>
      <td className={CELL}>
        <EventSentence event={event} />
        <Facts event={event} />
      </td>
      <td className={`${CELL} max-md:text-quiet`}>
        {address && <span className="font-mono">{address}</span>}
        {(browser || system) && (
          <span className="md:block md:text-quiet max-md:ml-2">
            {describeAgent({ browser, system })}
          </span>
        )}
      </td>
      <td className={`${CELL} max-md:absolute max-md:top-3 max-md:right-3`}>
        <Outcome result={result} />
      </td>
    </tr>
  )
}

function Facts({ event }: { event: EventJson }) {
  const { id, at, action, target, count, origin, requestId, detail } = event
  return (
    <details className="text-quiet">
      <summary className="w-fit rounded-sm hover:underline">
        Details<span className="sr-only"> of event {id}</span>
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3">
        <Fact name="When">{formatExactDate(new Date(at))}</Fact>
        <Fact name="Action">{action}</Fact>
        {action === 'key_rotate' && target && <Fact name="Key">{target.uid}</Fact>}
        {count > 1 && <Fact name="Count">{count}</Fact>}
        {origin && <Fact name="Page from">{origin}</Fact>}
        {Object.entries(detail).map(([name, value]) => (
          <Fact key={name} name={name}>
            {String(value)}
          </Fact>
        ))}
        {requestId && <Fact name="Request">{requestId}</Fact>}
      </dl>
    </details>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="first-letter:uppercase">{name}</dt>
      <dd className="min-w-0 font-mono text-ink">{children}</dd>
    </>
  )
}
