import type { EventJson } from '#lib/audit/event-json.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { WORDS } from './action-words.ts'

/** What a sentence is made of: words, and who is to be named in its place. */
export type Part = { text: string } | { person: 'actor' | 'target' }
export type Told = Pick<EventJson, 'action' | 'result' | 'count' | 'detail'> & {
  hasActor: boolean
  /** Whether it is about somebody or something other than who did it. */
  hasTarget: boolean
  /** `you` where the reader did it. */
  person?: 'you' | 'they'
}

/** What happened, in a sentence without its full stop. */
export function sentenceOf(event: Told): Part[] {
  const { result, hasActor, hasTarget } = event
  if (result === 'ok')
    return filled(`${hasActor ? '{actor}' : subject(event)} ${deed(event)}`, event)
  const what = attempts(event)
  const whose = hasTarget ? ' of {target}' : hasActor ? ' by {actor}' : ''
  const why = result === 'limited' ? ': too many attempts' : ''
  return filled(`${what}${whose} ${event.count > 1 ? 'were' : 'was'} refused${why}`, event)
}

/** Who is named first where nobody was signed in: whom it is about, else the server by itself. */
function subject({ hasTarget }: Told): string {
  return hasTarget ? '{target}' : 'The server'
}

function deed({ action, detail, hasActor, hasTarget }: Told): string {
  const { did, other } = WORDS[action]
  const whom = hasActor && hasTarget
  if (action === 'user_change' && detail.fields === 'disabled' && whom) {
    return detail.disabled ? 'disabled {target}' : 'enabled {target}'
  }
  if (action === 'user_change' && detail.fields === 'role' && whom) return 'made {target} {to}'
  return whom ? (other ?? did) : did
}

function attempts({ action, count }: Told): string {
  const { tried, many } = WORDS[action]
  if (count > 1) return `${count.toLocaleString('en')} ${many}`
  return tried.charAt(0).toUpperCase() + tried.slice(1)
}

/** Puts in what is known; only who is to be named stays apart. */
function filled(template: string, event: Told): Part[] {
  const text = template.replace(/\{(?!actor|target)(\w+)\}/g, (_, name) => fact(name, event))
  return text
    .split(/\{(actor|target)\}/)
    .map(
      (piece, index): Part =>
        index % 2 === 0 ? { text: piece } : { person: piece as 'actor' | 'target' },
    )
    .filter(part => !('text' in part) || part.text !== '')
}

function fact(name: string, { detail, person }: Told): string {
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
