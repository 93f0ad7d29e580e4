import type { AuditEvent } from '#lib/audit/event.ts'
import type { StoredUser } from './store.ts'

const FIELDS = ['uid', 'name', 'email', 'dob', 'role', 'disabled'] as const

/**
 * What the records say of a change of a user: the names of the fields that changed, of the role and of being
 * disabled also how, and a new password as an event of its own. No other value: records outlive their users.
 */
export function buildChangeEvents(
  actor: { id: number; uid: string },
  before: StoredUser,
  after: StoredUser,
  newPassword: boolean,
): AuditEvent[] {
  const fields = FIELDS.filter(field => before[field] !== after[field])
  const events: AuditEvent[] = []
  if (fields.length > 0) {
    const detail = {
      fields: fields.join(' '),
      ...(before.role !== after.role && { from: before.role, to: after.role }),
      ...(before.disabled !== after.disabled && { disabled: after.disabled }),
    }
    events.push({ action: 'user_change', result: 'ok', actor, target: before, detail })
  }
  if (newPassword) {
    events.push({ action: 'password_change', result: 'ok', actor, target: before })
  }
  return events
}
