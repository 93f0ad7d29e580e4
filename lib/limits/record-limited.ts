import type { AuditAction } from '#lib/audit/event.ts'
import { recordEvent } from '#lib/audit/record-event.ts'
import { findRequestContext } from '#lib/http/request-context.ts'
import type { Limit } from './limits.ts'

/** The action that is attempted too often, for each limit. */
const ACTIONS: Record<Limit, AuditAction> = {
  signIn: 'sign_in',
  signInAddress: 'sign_in',
  signInUid: 'sign_in',
  secondFactorBegun: 'sign_in',
  secondFactor: 'sign_in',
  passwordChange: 'step_up',
  passwordReset: 'password_reset',
  mailRequest: 'mail_request',
  addressMail: 'mail_request',
  mailTo: 'mail_request',
  mailCode: 'mail_code',
  signInMail: 'mail_request',
  resetMail: 'mail_request',
  signUp: 'sign_up',
  token: 'token_issue',
  code: 'code_issue',
  tokenAddress: 'token_refresh',
  pushedRequest: 'code_issue',
  clientAuth: 'token_issue',
  avatar: 'avatar_change',
  list: 'list_view',
  edit: 'user_change',
  ownExport: 'own_export',
}

/**
 * Records that an attempt was refused because `limit` is used up (ASVS v5.0.0-16.3.3).
 * @param tried the folded uid that somebody tried, or empty.
 */
export function recordLimited(limit: Limit, tried: string): void {
  const action = ACTIONS[limit]
  const actor = action === 'sign_in' ? null : (findRequestContext()?.user ?? null)
  void recordEvent({ action, result: 'limited', actor, tried, detail: { limit } })
}
