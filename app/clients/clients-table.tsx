import type { ClientJson } from '#lib/clients/client-json.ts'
import { CardCell, CardRow, CardTable, CardTitle } from '../components/card-table.tsx'
import { ClientLogo } from '../components/client-logo.tsx'
import { RelativeTime } from '../components/relative-time.tsx'
import { EnabledMark } from '../components/state-mark.tsx'
import { KIND_WORDS, METHOD_WORDS } from './client-words.ts'

const COLUMNS = [
  { head: 'Application' },
  { head: 'Runs on', width: 'md:w-40' },
  { head: 'Proves itself by', width: 'md:w-36' },
  { head: 'State', width: 'md:w-28' },
  { head: 'Registered', width: 'md:w-44' },
]

/** The registered applications as a table; on a phone each is a card. */
export function ClientsTable({ clients }: { clients: ClientJson[] }) {
  return (
    <CardTable caption="Registered applications" columns={COLUMNS}>
      {clients.map(client => (
        <ClientRow key={client.client_id} known={client} />
      ))}
    </CardTable>
  )
}

function ClientRow({ known }: { known: ClientJson }) {
  const { client_id, name, logo, kind, authMethod, enabled, addedBy, createdAt } = known
  return (
    <CardRow>
      <CardTitle>
        <span className="flex items-center gap-3">
          <ClientLogo logo={logo} />
          <span className="min-w-0">
            <a
              href={`/clients/${client_id}`}
              className="rounded-sm font-medium wrap-anywhere hover:underline"
            >
              {name}
            </a>
            <span className="block font-mono text-quiet break-all">{client_id}</span>
          </span>
        </span>
      </CardTitle>
      <CardCell>
        <CardLabel>Runs on: </CardLabel>
        {KIND_WORDS[kind]}
      </CardCell>
      <CardCell>
        <CardLabel>Proves itself by: </CardLabel>
        {METHOD_WORDS[authMethod]}
      </CardCell>
      <CardCell>
        <EnabledMark enabled={enabled} />
      </CardCell>
      <CardCell className="text-quiet">
        by <span className="font-mono text-ink">{addedBy}</span> <RelativeTime iso={createdAt} />
      </CardCell>
    </CardRow>
  )
}

/** The head of the column, on a card. */
function CardLabel({ children }: { children: string }) {
  return (
    <span aria-hidden className="text-quiet md:hidden">
      {children}
    </span>
  )
}
