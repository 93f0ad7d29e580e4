import type { EventJson } from '#lib/audit/event-json.ts'
import { EventTableRow } from './event-row.tsx'

const HEAD =
  'text-left font-medium md:sticky md:top-0 md:z-10 md:h-10 md:border-b md:border-line md:bg-sunken md:px-3 md:first:rounded-tl-md md:last:rounded-tr-md'

/** The events as a table; on a phone each is a card. */
export function EventsTable({ events }: { events: EventJson[] }) {
  return (
    <table className="w-full border-separate border-spacing-0 text-sm max-md:block md:table-fixed md:rounded-md md:border md:border-line md:bg-raised">
      <caption className="sr-only">Audit events, newest first</caption>
      <thead className="max-md:sr-only">
        <tr>
          <th scope="col" className={`${HEAD} md:w-32`}>
            When
          </th>
          <th scope="col" className={HEAD}>
            What
          </th>
          <th scope="col" className={`${HEAD} md:w-56`}>
            From
          </th>
          <th scope="col" className={`${HEAD} md:w-28`}>
            Result
          </th>
        </tr>
      </thead>
      <tbody className="max-md:grid max-md:gap-2 motion-safe:transition-opacity motion-safe:delay-150 group-has-data-loading:opacity-60">
        {events.map(event => (
          <EventTableRow key={event.id} event={event} />
        ))}
      </tbody>
    </table>
  )
}
