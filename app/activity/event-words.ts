import type { EventJson } from '#lib/audit/event-json.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import { ACTION_WORDS } from './action-words.ts'

/** A sentence consists of text, and of the places where a person is named. */
export type SentencePart = { text: string } | { person: 'actor' | 'target' }
export type DescribedEvent = Pick<EventJson, 'action' | 'result' | 'count' | 'detail'> & {
  hasActor: boolean
  /** Whether the event is about somebody or something other than its actor. */
  hasTarget: boolean
  /** `you` if the reader did it. */
  person?: 'you' | 'they'
}

/** What happened, as a sentence without a full stop. */
export function buildSentence(event: DescribedEvent): SentencePart[] {
  const { result, hasActor, hasTarget, count } = event
  if (result === 'ok') return fillTemplate(`${findSubject(event)} ${describeDeed(event)}`, event)
  const whose = hasTarget ? ' for {target}' : hasActor ? ' by {actor}' : ''
  const why = result === 'limited' ? ': too many attempts' : ''
  const verb = count > 1 ? 'were' : 'was'
  return fillTemplate(`${describeAttempts(event)}${whose} ${verb} refused${why}`, event)
}

/** Without an actor it is the person whom the event is about, or the server itself. */
function findSubject({ action, hasActor, hasTarget }: DescribedEvent): string {
  if (hasActor) return '{actor}'
  // The target is the new key, which does nothing.
  if (action === 'key_rotate') return 'The server'
  return hasTarget ? '{target}' : 'The server'
}

function describeDeed({ action, detail, hasActor, hasTarget }: DescribedEvent): string {
  const { did, other = did } = ACTION_WORDS[action]
  if (!hasActor || !hasTarget) return did
  if (action === 'user_change' && detail.fields === 'disabled') {
    return detail.disabled ? 'disabled {target}' : 'enabled {target}'
  }
  if (action === 'user_change' && detail.fields === 'role') return `${other} to {to}`
  return other
}

function describeAttempts({ action, count }: DescribedEvent): string {
  const { tried, plural } = ACTION_WORDS[action]
  if (count > 1) return `${count.toLocaleString('en')} ${plural}`
  return tried.charAt(0).toUpperCase() + tried.slice(1)
}

/** Fills in everything except the persons, who stay separate parts. */
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
    if (detail.sessions === 'everybody') return 'the sessions of all users'
    if (detail.sessions === 'oldest') {
      return `${their} oldest ${detail.count === 1 ? 'session' : 'sessions'}, since there were too many`
    }
    return detail.sessions === 'one' ? `one of ${their} sessions` : `${their} other sessions`
  }
  if (name === 'sessionsOf') return detail.sessions === 'one' ? 'a session' : 'every session'
  if (name === 'fields') {
    const names = String(detail.fields ?? 'data').split(' ')
    return new Intl.ListFormat('en-GB').format(names.map(field => FIELDS[field] ?? field))
  }
  if (name === 'users') return describeUserCount(Number(detail.created ?? 0))
  return String(detail[name] ?? '')
}

const FIELDS: Record<string, string> = {
  uid: 'user ID',
  email: 'e-mail',
  emailVerified: 'verified e-mail',
  dob: 'date of birth',
  disabled: 'access',
}
