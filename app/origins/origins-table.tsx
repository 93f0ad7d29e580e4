import { CornerDownRight, Lock } from 'lucide-react'
import type { ReturnAddressJson } from '#lib/clients/return-address-json.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { CardCell, CardRow, CardTable, CardTitle } from '../components/card-table.tsx'
import { RelativeTime } from '../components/relative-time.tsx'
import { EnabledMark, StateMark } from '../components/state-mark.tsx'
import { ACCESS_WORDS } from './access-words.ts'
import { SharedHost } from './exact-origin.tsx'
import { MODE_WORDS } from './mode-words.ts'
import { OriginMenu } from './origin-menu.tsx'

const COLUMNS = [
  { head: 'Origin' },
  { head: 'Session', width: 'md:w-36' },
  { head: 'Its pages may', width: 'md:w-44' },
  { head: 'State', width: 'md:w-28' },
  { head: 'Added', width: 'md:w-44' },
  { head: <span className="sr-only">Actions</span>, width: 'md:w-12' },
]

type Props = {
  origins: OriginJson[]
  /** The return addresses that each decides about. */
  addressesOf: ReadonlyMap<string | null, ReturnAddressJson[]>
}

/** The allowed origins as a table; on a phone each is a card. */
export function OriginsTable({ origins, addressesOf }: Props) {
  return (
    <CardTable caption="Allowed origins" columns={COLUMNS}>
      {origins.map(origin => (
        <OriginRow
          key={origin.id}
          known={origin}
          addresses={addressesOf.get(origin.origin) ?? []}
        />
      ))}
    </CardTable>
  )
}

type RowProps = { known: OriginJson; addresses: ReturnAddressJson[] }

function OriginRow({ known, addresses }: RowProps) {
  const { id, origin, note, mode, access, passwords, warning, pinned, addedBy, createdAt } = known
  return (
    <CardRow>
      <CardTitle className="max-md:pr-10">
        <a href={`/origins/${id}`} className="rounded-sm font-mono break-all hover:underline">
          {origin}
        </a>
        {note && <span className="block text-quiet">{note}</span>}
        {warning && <SharedHost warning={warning} />}
        <AddressLines addresses={addresses} />
      </CardTitle>
      <CardCell>{MODE_WORDS[mode]}</CardCell>
      <CardCell>
        {ACCESS_WORDS[access]}
        <span className="block text-quiet">{passwords ? 'takes passwords' : 'no passwords'}</span>
      </CardCell>
      <CardCell>
        <State known={known} />
      </CardCell>
      <CardCell className="text-quiet">
        {pinned ? (
          'from CORS_ORIGINS'
        ) : (
          <>
            by <span className="font-mono text-ink">{addedBy}</span>{' '}
            {createdAt && <RelativeTime iso={createdAt} />}
          </>
        )}
      </CardCell>
      <CardCell className="max-md:absolute max-md:top-1 max-md:right-1 md:text-right">
        {!pinned && <OriginMenu known={known} />}
      </CardCell>
    </CardRow>
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
  return <EnabledMark enabled={enabled} />
}
