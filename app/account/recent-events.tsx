import type { OwnEventJson } from '#lib/audit/event-json.ts'
import { listOwnEvents } from '#lib/audit/list.ts'
import { describeAgent } from '#lib/http/user-agent.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { buildSentence } from '../activity/event-words.ts'
import { Outcome } from '../activity/outcome.tsx'
import { RelativeTime } from '../components/relative-time.tsx'

const MAX_EVENTS = 15

/** The latest audit events of the viewer: what they did, and what was done to their account. */
export async function RecentEvents({ viewer }: { viewer: Viewer }) {
  const { events } = await listOwnEvents(viewer, { limit: MAX_EVENTS })
  if (events.length === 0) return <p className="text-quiet">No audit events.</p>
  return (
    <ul className="divide-y divide-line text-sm">
      {events.map(event => (
        <li key={event.id} className="py-2 first:pt-0 last:pb-0">
          <p className="flex flex-wrap justify-between gap-x-4">
            <span className="wrap-anywhere">{describeOwnEvent(event)}</span>
            {event.result !== 'ok' && <Outcome result={event.result} />}
          </p>
          <p className="flex flex-wrap gap-x-4 text-quiet wrap-anywhere">
            <RelativeTime iso={event.at} />
            {event.address && <span className="font-mono">{event.address}</span>}
            {(event.browser || event.system) && <span>{describeAgent(event)}</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}

function describeOwnEvent(event: OwnEventJson): string {
  const { by, whom } = event
  // Sign-up and password reset happen without a session, but it is the user who does them.
  const self = by === 'nobody' && event.result === 'ok'
  const named = {
    actor: by === 'you' ? 'you' : 'an administrator',
    target: whom ?? (self ? 'you' : 'your account'),
  }
  const parts = buildSentence({
    ...event,
    hasActor: by !== 'nobody',
    hasTarget: by !== 'you' || whom !== null,
    person: 'you',
  })
  const text = parts.map(part => ('text' in part ? part.text : named[part.person])).join('')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
