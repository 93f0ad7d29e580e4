import { findRequestContext } from '#lib/http/request-context.ts'

/** Every `action` of an audit event; docs/audit.md explains them. */
export const AUDIT_ACTIONS = [
  'sign_in',
  'sign_in_step',
  'sign_out',
  'sign_up',
  'step_up',
  'token_issue',
  'token_refresh',
  'token_replay',
  'token_revoke',
  'code_issue',
  'code_replay',
  'consent_give',
  'consent_withdraw',
  'client_add',
  'client_change',
  'client_remove',
  'return_address_add',
  'return_address_remove',
  'session_revoke',
  'session_view',
  'password_change',
  'password_reset_link',
  'password_reset',
  'email_verify',
  'not_me',
  'invitation_send',
  'invitation_withdraw',
  'invitation_accept',
  'invitation_view',
  'user_create',
  'user_change',
  'user_delete',
  'avatar_change',
  'users_import',
  'users_export',
  'own_export',
  'list_view',
  'audit_view',
  'audit_export',
  'origin_add',
  'origin_change',
  'origin_remove',
  'header_add',
  'header_remove',
  'mail_request',
  'mail_code',
  'mail_stop',
  'mail_allow',
  'mail_retry',
  'mail_drop',
  'mail_view',
  'key_rotate',
  'backup',
  'restore',
  'breach_check',
  'cross_site',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** `refused`: a right or a proof was missing. `limited`: there were too many attempts. */
export const AUDIT_RESULTS = ['ok', 'refused', 'limited'] as const
export type AuditResult = (typeof AUDIT_RESULTS)[number]

/** Somebody whom an audit event names. */
export type Person = { id: number; uid: string }

/** Something that happened. No part of it holds a secret, a token or a password (ASVS v5.0.0-16.2.5). */
export type AuditEvent = {
  action: AuditAction
  result: AuditResult
  /** Who did it; null for somebody who is not signed in. */
  actor: Person | null
  /** To whom or what it was done: a user, or by its name alone something else, such as an origin or a key. */
  target?: Person | { uid: string } | null
  /** The folded uid that somebody tried. It is kept only if there is such a user: people type passwords there. */
  tried?: string
  /** Details: a code, the names of the fields that changed, a number. */
  detail?: Record<string, string | number | boolean | null>
  /** How many equal events this one stands for. */
  count?: number
}

/** Makes the row that keeps an event. It says where the current request comes from (ASVS v5.0.0-16.2.1). */
export function toEventRow({ action, result, actor, target, detail = {}, count = 1 }: AuditEvent) {
  const context = findRequestContext()
  return {
    at: new Date(),
    action,
    result,
    count,
    // The operator at the console is not a user: their id is 0.
    actorId: actor?.id || null,
    actorUid: actor?.uid ?? '',
    targetId: target && 'id' in target ? target.id : null,
    targetUid: target?.uid ?? '',
    address: context?.client.address ?? '',
    origin: context?.client.origin ?? '',
    agent: context?.client.agent ?? '',
    requestId: context?.id ?? '',
    detail: JSON.stringify(detail),
  }
}
