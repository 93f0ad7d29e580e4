import type { EventJson } from '#lib/audit/event-json.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { ACTION_WORDS } from './action-words.ts'

/** What a sentence is made of: words, and who is to be named in its place. */
export type SentencePart = { text: string } | { person: 'actor' | 'target' }
export type DescribedEvent = Pick<EventJson, 'action' | 'result' | 'count' | 'detail'> & {
  hasActor: boolean
  /** Whether it is about somebody or something other than who did it. */
  hasTarget: boolean
  /** `you` where the reader did it. */
  person?: 'you' | 'they'
}

/** What happened, in a sentence without its full stop. */
export function buildSentence(event: DescribedEvent): SentencePart[] {
  const { result, hasActor, hasTarget } = event
  if (result === 'ok')
    return fillTemplate(`${hasActor ? '{actor}' : subject(event)} ${deed(event)}`, event)
  const what = attempts(event)
  const whose = hasTarget ? ' of {target}' : hasActor ? ' by {actor}' : ''
  const why = result === 'limited' ? ': too many attempts' : ''
  return fillTemplate(`${what}${whose} ${event.count > 1 ? 'were' : 'was'} refused${why}`, event)
}

/** Who is named first where nobody was signed in: whom it is about, else the server by itself. */
function subject({ hasTarget }: DescribedEvent): string {
  return hasTarget ? '{target}' : 'The server'
}

function deed({ action, detail, hasActor, hasTarget }: DescribedEvent): string {
  const { did, other } = ACTION_WORDS[action]
  const whom = hasActor && hasTarget
  if (action === 'user_change' && detail.fields === 'disabled' && whom) {
    return detail.disabled ? 'disabled {target}' : 'enabled {target}'
  }
  if (action === 'user_change' && detail.fields === 'role' && whom) return 'made {target} {to}'
  return whom ? (other ?? did) : did
}

function attempts({ action, count }: DescribedEvent): string {
  const { tried, plural } = ACTION_WORDS[action]
  if (count > 1) return `${count.toLocaleString('en')} ${plural}`
  return tried.charAt(0).toUpperCase() + tried.slice(1)
}

/** Puts in what is known; only who is to be named stays apart. */
function fillTemplate(template: string, event: DescribedEvent): SentencePart[] {
  const text = template.replace(/\{(?!actor|target)(\w+)\}/g, (_, name) =>
    describeFact(name, event),
  )
  return text
    .split(/\{(actor|target)\}/)
    .map(
      (piece, index): SentencePart =>
        index % 2 === 0 ? { text: piece } : { person: piece as 'actor' | 'target' },
    )
    .filter(part => !('text' in part) || part.text !== '')
}

function describeFact(name: string, { detail, person }: DescribedEvent): string {
  const their = person === 'you' ? 'your' : 'their'
  if (name === 'their') return their
  if (name === 'set') return detail.picture === 'removed' ? 'removed' : 'changed'
  if (name === 'sessions') {
    if (detail.sessions === 'everybody') return 'the sessions of everybody'
    return detail.sessions === 'one' ? `one of ${their} sessions` : `${their} other sessions`
  }
  if (name === 'sessionsOf') return detail.sessions === 'one' ? 'a session' : 'every session'
  if (name === 'fields') {
    const names = String(detail.fields ?? 'data').split(' ')
    return new Intl.ListFormat('en').format(names.map(field => FIELDS[field] ?? field))
  }
  if (name === 'users') return describeUserCount(Number(detail.created ?? 0))
  if (name === 'to') return `${/^[AEIOU]/i.test(String(detail.to)) ? 'an' : 'a'} ${detail.to}`
  return String(detail[name] ?? '')
}

const FIELDS: Record<string, string> = {
  uid: 'user ID',
  email: 'e-mail',
  dob: 'date of birth',
  disabled: 'access',
}
