import { Ban, CircleCheck, CornerDownRight, Lock } from 'lucide-react'
import type { ReturnAddressJson } from '#lib/clients/return-address-json.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { StateMark } from '../components/state-mark.tsx'
import { ACCESS_WORDS } from './access-words.ts'
import { SharedHost } from './exact-origin.tsx'
import { MODE_WORDS } from './mode-words.ts'
import { OriginMenu } from './origin-menu.tsx'

const HEAD =
  'text-left font-medium md:h-10 md:border-b md:border-line md:bg-sunken md:px-3 md:first:rounded-tl-md md:last:rounded-tr-md'
const CELL =
  'md:h-10 md:px-3 md:py-2 md:align-top md:group-not-last/row:border-b md:border-line max-md:block'

type Props = {
  origins: OriginJson[]
  /** The return addresses that each decides about. */
  addressesOf: ReadonlyMap<string | null, ReturnAddressJson[]>
}

/** The allowed origins as a table; on a phone each is a card. */
export function OriginsTable({ origins, addressesOf }: Props) {
  return (
    <table className="w-full border-separate border-spacing-0 text-sm max-md:block md:table-fixed md:rounded-md md:border md:border-line md:bg-raised">
      <caption className="sr-only">Allowed origins</caption>
      <thead className="max-md:sr-only">
        <tr>
          <th scope="col" className={HEAD}>
            Origin
          </th>
          <th scope="col" className={`${HEAD} md:w-36`}>
            Session
          </th>
          <th scope="col" className={`${HEAD} md:w-44`}>
            Its pages may
          </th>
          <th scope="col" className={`${HEAD} md:w-28`}>
            State
          </th>
          <th scope="col" className={`${HEAD} md:w-44`}>
            Added
          </th>
          <th scope="col" className={`${HEAD} md:w-12`}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-md:grid max-md:gap-2">
        {origins.map(origin => (
          <OriginRow
            key={origin.id}
            known={origin}
            addresses={addressesOf.get(origin.origin) ?? []}
          />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { known: OriginJson; addresses: ReturnAddressJson[] }

function OriginRow({ known, addresses }: RowProps) {
  const { id, origin, note, mode, access, passwords, warning, pinned, addedBy, createdAt } = known
  return (
    <tr className="group/row max-md:relative max-md:block max-md:space-y-1 max-md:rounded-md max-md:border max-md:border-line max-md:bg-raised max-md:p-3">
      <th scope="row" className={`${CELL} text-left font-normal max-md:pr-10`}>
        <a href={`/origins/${id}`} className="rounded-sm font-mono break-all hover:underline">
          {origin}
        </a>
        {note && <span className="block text-quiet">{note}</span>}
        {warning && <SharedHost warning={warning} />}
        <AddressLines addresses={addresses} />
      </th>
      <td className={CELL}>{MODE_WORDS[mode]}</td>
      <td className={CELL}>
        {ACCESS_WORDS[access]}
        <span className="block text-quiet">{passwords ? 'takes passwords' : 'no passwords'}</span>
      </td>
      <td className={CELL}>
        <State known={known} />
      </td>
      <td className={`${CELL} text-quiet`}>
        {pinned ? (
          'from CORS_ORIGINS'
        ) : (
          <>
            by <span className="font-mono text-ink">{addedBy}</span>{' '}
            {createdAt && <RelativeTime iso={createdAt} />}
          </>
        )}
      </td>
      <td className={`${CELL} max-md:absolute max-md:top-1 max-md:right-1 md:text-right`}>
        {!pinned && <OriginMenu known={known} />}
      </td>
    </tr>
  )
}

function AddressLines({ addresses }: { addresses: ReturnAddressJson[] }) {
  if (addresses.length === 0) return null
  return (
    <ul aria-label="Return addresses" className="mt-1">
      {addresses.map(({ id, address }) => (
        <li key={id} className="flex gap-1">
          <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-quiet" />
          <span className="font-mono break-all">{address}</span>
        </li>
      ))}
    </ul>
  )
}

function State({ known: { pinned, enabled } }: { known: OriginJson }) {
  if (pinned) {
    return (
      <StateMark icon={Lock} colour="text-quiet">
        Pinned
      </StateMark>
    )
  }
  return enabled ? (
    <StateMark icon={CircleCheck} colour="text-allowed">
      Enabled
    </StateMark>
  ) : (
    <StateMark icon={Ban} colour="text-danger">
      Disabled
    </StateMark>
  )
}
