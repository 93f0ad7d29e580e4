import type { EventJson } from '#lib/audit/event-json.ts'
import { CardTable } from '../components/card-table.tsx'
import { EventTableRow } from './event-row.tsx'

const COLUMNS = [
  { head: 'When', width: 'md:w-32' },
  { head: 'What' },
  { head: 'From', width: 'md:w-56' },
  { head: 'Result', width: 'md:w-28' },
]

/** The events as a table; on a phone each is a card. */
export function EventsTable({ events }: { events: EventJson[] }) {
  return (
    <CardTable caption="Audit events, newest first" columns={COLUMNS} isPaged>
      {events.map(event => (
        <EventTableRow key={event.id} event={event} />
      ))}
    </CardTable>
  )
}
