import { Ban, CircleCheck } from 'lucide-react'
import type { ClientJson } from '#lib/clients/client-json.ts'
import { ClientLogo } from '../components/client-logo.tsx'
import { RelativeTime } from '../components/relative-time.tsx'
import { StateMark } from '../components/state-mark.tsx'
import { KIND_WORDS, METHOD_WORDS } from './client-words.ts'

const HEAD =
  'text-left font-medium md:h-10 md:border-b md:border-line md:bg-sunken md:px-3 md:first:rounded-tl-md md:last:rounded-tr-md'
const CELL =
  'md:h-10 md:px-3 md:py-2 md:align-top md:group-not-last/row:border-b md:border-line max-md:block'

/** The registered applications as a table; on a phone each is a card. */
export function ClientsTable({ clients }: { clients: ClientJson[] }) {
  return (
    <table className="w-full border-separate border-spacing-0 text-sm max-md:block md:table-fixed md:rounded-md md:border md:border-line md:bg-raised">
      <caption className="sr-only">Registered applications</caption>
      <thead className="max-md:sr-only">
        <tr>
          <th scope="col" className={HEAD}>
            Application
          </th>
          <th scope="col" className={`${HEAD} md:w-40`}>
            Runs on
          </th>
          <th scope="col" className={`${HEAD} md:w-36`}>
            Proves itself by
          </th>
          <th scope="col" className={`${HEAD} md:w-28`}>
            State
          </th>
          <th scope="col" className={`${HEAD} md:w-44`}>
            Registered
          </th>
        </tr>
      </thead>
      <tbody className="max-md:grid max-md:gap-2">
        {clients.map(client => (
          <ClientRow key={client.client_id} known={client} />
        ))}
      </tbody>
    </table>
  )
}

function ClientRow({ known }: { known: ClientJson }) {
  const { client_id, name, logo, kind, authMethod, enabled, addedBy, createdAt } = known
  return (
    <tr className="group/row max-md:block max-md:space-y-1 max-md:rounded-md max-md:border max-md:border-line max-md:bg-raised max-md:p-3">
      <th scope="row" className={`${CELL} text-left font-normal`}>
        <span className="flex items-center gap-3">
          {logo && <ClientLogo logo={logo} />}
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
      </th>
      <td className={CELL}>
        <CardLabel>Runs on: </CardLabel>
        {KIND_WORDS[kind]}
      </td>
      <td className={CELL}>
        <CardLabel>Proves itself by: </CardLabel>
        {METHOD_WORDS[authMethod]}
      </td>
      <td className={CELL}>
        {enabled ? (
          <StateMark icon={CircleCheck} colour="text-allowed">
            Enabled
          </StateMark>
        ) : (
          <StateMark icon={Ban} colour="text-danger">
            Disabled
          </StateMark>
        )}
      </td>
      <td className={`${CELL} text-quiet`}>
        by <span className="font-mono text-ink">{addedBy}</span> <RelativeTime iso={createdAt} />
      </td>
    </tr>
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
