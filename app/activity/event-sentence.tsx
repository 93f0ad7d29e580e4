import type { EventJson } from '#lib/audit/event-json.ts'
import { buildUserHref } from '../users/user-href.ts'
import { buildSentence } from './event-words.ts'

/** What happened; the users in it are links to their pages. */
export function EventSentence({ event }: { event: EventJson }) {
  const { actor, target } = event
  const own = actor !== null && actor.id === target?.id
  const named = { actor, target }
  const parts = buildSentence({
    ...event,
    hasActor: actor !== null,
    hasTarget: target !== null && !own,
  })
  return parts.map(part =>
    'text' in part ? (
      <span key={part.text}>{part.text}</span>
    ) : (
      <Named key={part.person} {...named[part.person]} />
    ),
  )
}

/** A user or something else by name; only a user has a page. */
function Named({ id = null, uid = '' }: { id?: number | null; uid?: string }) {
  if (id === null) return <span className="font-mono">{uid}</span>
  return (
    <a href={buildUserHref({ uid })} className="rounded-sm font-mono text-link">
      {uid}
    </a>
  )
}
