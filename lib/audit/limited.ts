import type { Limit } from '#lib/http/rate-limit.ts'
import { requestContext } from '#lib/http/request-context.ts'
import type { AuditAction } from './event.ts'
import { record } from './record.ts'

/** What was tried too often, by the name of the limit. */
const ACTIONS: Record<Limit, AuditAction> = {
  signIn: 'sign_in',
  signInAddress: 'sign_in',
  signInUid: 'sign_in',
  passwordChange: 'step_up',
  passwordReset: 'password_reset',
  signUp: 'sign_up',
  token: 'token_issue',
  tokenAddress: 'token_refresh',
  avatar: 'avatar_change',
}

/** Of which limits the key begins with the folded uid that somebody tried to be. */
const BY_UID: ReadonlySet<Limit> = new Set(['signIn', 'signInUid'])

/** Records that an attempt of `key` was refused because `limit` is used up (ASVS v5.0.0-16.3.3). */
export function recordLimited(limit: Limit, key: string): void {
  const action = ACTIONS[limit]
  const actor = action === 'sign_in' ? null : (requestContext()?.user ?? null)
  const [tried = ''] = BY_UID.has(limit) ? key.split('|') : []
  void record({ action, result: 'limited', actor, tried, detail: { limit } })
}
