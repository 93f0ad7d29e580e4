import type { EventJson } from '#lib/audit/event-json.ts'
import { buildUserHref } from '../users/[uid]/user-of-path.ts'
import { buildSentence } from './event-words.ts'

/** What happened, with who did it and to whom as links to their pages. */
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

/** Somebody or something; only a user has a page. */
function Named({ id = null, uid = '' }: { id?: number | null; uid?: string }) {
  if (id === null) return <span className="font-mono">{uid}</span>
  return (
    <a href={buildUserHref({ uid })} className="rounded-sm font-mono text-link">
      {uid}
    </a>
  )
}
