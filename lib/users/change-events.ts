import type { AuditEvent } from '#lib/audit/event.ts'
import type { StoredUser } from './store.ts'

const FIELDS = ['uid', 'name', 'email', 'verifiedEmailKey', 'dob', 'role', 'disabled'] as const

/**
 * Builds the audit events of a change to a user: the names of the fields that changed, the old and the new role, whether
 * the user is disabled, and a new password as an event of its own. No other values, because audit events outlive their
 * users.
 */
export function buildChangeEvents(
  actor: { id: number; uid: string },
  before: StoredUser,
  after: StoredUser,
  newPassword: boolean,
): AuditEvent[] {
  const fields = FIELDS.filter(field => before[field] !== after[field])
    // A new address says in `emailVerified` whether it is verified.
    .filter((field, _, all) => field !== 'verifiedEmailKey' || !all.includes('email'))
    .map(field => (field === 'verifiedEmailKey' ? 'emailVerified' : field))
  const events: AuditEvent[] = []
  if (fields.length > 0) {
    const detail = {
      fields: fields.join(' '),
      ...(before.role !== after.role && { from: before.role, to: after.role }),
      ...(before.disabled !== after.disabled && { disabled: after.disabled }),
      ...(before.verifiedEmailKey !== after.verifiedEmailKey && {
        emailVerified: after.verifiedEmailKey !== null,
      }),
    }
    events.push({ action: 'user_change', result: 'ok', actor, target: before, detail })
  }
  if (newPassword) {
    events.push({ action: 'password_change', result: 'ok', actor, target: before })
  }
  return events
}
