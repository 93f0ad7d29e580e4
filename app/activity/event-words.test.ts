import { describe, expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '#lib/audit/event.ts'
import { describeAction } from './action-words.ts'
import { buildSentence, type DescribedEvent } from './event-words.ts'

const tell = (differs: Partial<DescribedEvent>): string => {
  const usual = { action: 'sign_in', result: 'ok', count: 1, detail: {} } as const
  const parts = buildSentence({ ...usual, hasActor: true, hasTarget: false, ...differs })
  return parts.map(part => ('text' in part ? part.text : part.person)).join('')
}
const other = { hasTarget: true }
const nobody = { hasActor: false }

describe('buildSentence describes', () => {
  test.each<[Partial<DescribedEvent>, string]>([
    [{}, 'actor signed in'],
    [{ action: 'sign_up', ...nobody, ...other }, 'target signed up'],
    [{ action: 'password_reset', ...nobody, ...other }, 'target reset their password'],
    [{ action: 'password_change' }, 'actor changed their password'],
    [{ action: 'password_change', person: 'you' }, 'actor changed your password'],
    [{ action: 'password_change', ...other }, 'actor set the password of target'],
    [
      { action: 'session_revoke', detail: { sessions: 'one' } },
      'actor ended one of their sessions',
    ],
    [
      { action: 'session_revoke', detail: { sessions: 'one' }, hasTarget: true },
      'actor ended a session of target',
    ],
    [
      { action: 'session_revoke', detail: { sessions: 'everybody' } },
      'actor ended the sessions of all users',
    ],
    [{ action: 'session_revoke', ...other }, 'actor ended every session of target'],
    [
      { action: 'user_change', detail: { fields: 'name email dob' } },
      'actor changed their name, e-mail and date of birth',
    ],
    [
      { action: 'user_change', detail: { fields: 'role', from: 'User', to: 'Admin' }, ...other },
      'actor changed the role of target to Admin',
    ],
    [
      { action: 'user_change', detail: { fields: 'disabled', disabled: true }, ...other },
      'actor disabled target',
    ],
    [
      { action: 'user_change', detail: { fields: 'role disabled', disabled: false }, ...other },
      'actor changed the role and access of target',
    ],
    [{ action: 'avatar_change', detail: { picture: 'set' } }, 'actor changed their avatar'],
    [{ action: 'users_import', detail: { created: 1200 } }, 'actor imported 1,200 users'],
    [{ action: 'users_import', detail: { created: 1 } }, 'actor imported 1 user'],
    [{ action: 'origin_add', ...other }, 'actor allowed target'],
    [{ action: 'key_rotate', ...nobody, ...other }, 'The server changed the signing key'],
    [{ action: 'key_rotate', ...other }, 'actor changed the signing key'],
    [{ result: 'refused', ...nobody }, 'A sign-in was refused'],
    [{ result: 'refused', ...nobody, ...other }, 'A sign-in for target was refused'],
    [
      { result: 'limited', count: 1047, ...nobody },
      '1,047 sign-ins were refused: too many attempts',
    ],
    [{ action: 'users_export', result: 'refused' }, 'A user export by actor was refused'],
    [
      { action: 'cross_site', result: 'refused', count: 3, ...nobody },
      '3 requests from other sites were refused',
    ],
  ])('%j as “%s”', (event, words) => expect(tell(event)).toBe(words))
})

test.each(AUDIT_ACTIONS)('%s has words for every result', action => {
  for (const result of ['ok', 'refused', 'limited'] as const) {
    for (const hasTarget of [true, false]) {
      expect(tell({ action, result, hasTarget })).toMatch(/^\S.*\S$/)
      expect(tell({ action, result, hasTarget })).not.toMatch(/[{}]|undefined|null/)
    }
  }
  expect(describeAction(action)).toMatch(/^[A-Z]/)
})
