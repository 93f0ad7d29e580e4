import type { AuditAction } from '#lib/audit/event.ts'
import type { ActionWords } from './action-words-type.ts'
import { MAIL_ACTION_WORDS } from './mail-action-words.ts'
import { SITE_ACTION_WORDS } from './site-action-words.ts'

export const ACTION_WORDS: Record<AuditAction, ActionWords> = {
  sign_in: { did: 'signed in', tried: 'a sign-in', plural: 'sign-ins' },
  sign_in_step: {
    did: 'passed one step of a sign-in',
    tried: 'a step of a sign-in',
    plural: 'steps of sign-ins',
  },
  sign_out: { did: 'signed out', tried: 'a sign-out', plural: 'sign-outs' },
  sign_up: { did: 'signed up', tried: 'a sign-up', plural: 'sign-ups' },
  step_up: {
    did: 'confirmed {their} password',
    tried: 'a password confirmation',
    plural: 'password confirmations',
  },
  token_issue: { did: 'was given a token', tried: 'a token request', plural: 'token requests' },
  token_refresh: { did: 'refreshed a token', tried: 'a token refresh', plural: 'token refreshes' },
  token_replay: { did: 'reused a token', tried: 'a reused token', plural: 'reused tokens' },
  token_revoke: {
    did: 'revoked a token',
    tried: 'a token revocation',
    plural: 'token revocations',
  },
  session_revoke: {
    did: 'ended {sessions}',
    other: 'ended {sessionsOf} of {target}',
    tried: 'a session revocation',
    plural: 'session revocations',
  },
  session_view: { did: 'viewed sessions', tried: 'a session view', plural: 'session views' },
  password_change: {
    did: 'changed {their} password',
    other: 'set the password of {target}',
    tried: 'a password change',
    plural: 'password changes',
  },
  password_reset_link: {
    did: 'created a password reset link',
    other: 'created a password reset link for {target}',
    tried: 'a password reset link',
    plural: 'password reset links',
  },
  password_reset: {
    did: 'reset {their} password',
    tried: 'a password reset',
    plural: 'password resets',
  },
  user_create: {
    did: 'created a user',
    other: 'created {target}',
    tried: 'a user creation',
    plural: 'user creations',
  },
  user_change: {
    did: 'changed {their} {fields}',
    other: 'changed the {fields} of {target}',
    tried: 'a user change',
    plural: 'user changes',
  },
  user_delete: {
    did: 'deleted {their} account',
    other: 'deleted {target}',
    tried: 'a user deletion',
    plural: 'user deletions',
  },
  avatar_change: {
    did: '{set} {their} avatar',
    other: '{set} the avatar of {target}',
    tried: 'an avatar change',
    plural: 'avatar changes',
  },
  users_import: { did: 'imported {users}', tried: 'a user import', plural: 'user imports' },
  users_export: { did: 'exported the users', tried: 'a user export', plural: 'user exports' },
  own_export: {
    did: 'downloaded {their} data',
    tried: 'a data download',
    plural: 'data downloads',
  },
  list_view: { did: 'viewed a list', tried: 'a list view', plural: 'list views' },
  audit_view: {
    did: 'viewed the audit log',
    tried: 'an audit log view',
    plural: 'audit log views',
  },
  audit_export: {
    did: 'exported the audit log',
    tried: 'an audit log export',
    plural: 'audit log exports',
  },
  key_rotate: {
    did: 'changed the signing key',
    tried: 'a signing key change',
    plural: 'signing key changes',
  },
  backup: { did: 'made a backup', tried: 'a backup', plural: 'backups' },
  restore: { did: 'restored a backup', tried: 'a restore', plural: 'restores' },
  breach_check: {
    did: 'checked a password for breaches',
    tried: 'a breach check',
    plural: 'breach checks',
  },
  cross_site: {
    did: 'received a request from another site',
    tried: 'a request from another site',
    plural: 'requests from other sites',
  },
  ...MAIL_ACTION_WORDS,
  ...SITE_ACTION_WORDS,
}

/** The name of an action in a list of actions. */
export function describeAction(action: AuditAction): string {
  const { plural } = ACTION_WORDS[action]
  return plural.charAt(0).toUpperCase() + plural.slice(1)
}
