import { Ban, CircleCheck, Lock } from 'lucide-react'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { RelativeTime } from '../components/relative-time.tsx'
import { StateMark } from '../components/state-mark.tsx'
import { SharedHost } from './exact-origin.tsx'
import { MODE_WORDS } from './mode-words.ts'
import { OriginMenu } from './origin-menu.tsx'

const HEAD =
  'text-left font-medium md:h-10 md:border-b md:border-line md:bg-sunken md:px-3 md:first:rounded-tl-md md:last:rounded-tr-md'
const CELL =
  'md:h-10 md:px-3 md:py-2 md:align-top md:group-not-last/row:border-b md:border-line max-md:block'

/** The allowed origins as a table; on a phone each is a card. */
export function OriginsTable({ origins }: { origins: OriginJson[] }) {
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
          <OriginRow key={origin.id} known={origin} />
        ))}
      </tbody>
    </table>
  )
}

function OriginRow({ known }: { known: OriginJson }) {
  const { origin, note, mode, warning, pinned, addedBy, createdAt } = known
  return (
    <tr className="group/row max-md:relative max-md:block max-md:space-y-1 max-md:rounded-md max-md:border max-md:border-line max-md:bg-raised max-md:p-3">
      <th scope="row" className={`${CELL} text-left font-normal max-md:pr-10`}>
        <span className="font-mono break-all">{origin}</span>
        {note && <span className="block text-quiet">{note}</span>}
        {warning && <SharedHost warning={warning} />}
      </th>
      <td className={CELL}>{MODE_WORDS[mode]}</td>
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
