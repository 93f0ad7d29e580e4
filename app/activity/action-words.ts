import type { AuditAction } from '#lib/audit/event.ts'

/**
 * An action in words: what somebody `did`, or did to somebody else (`other`), and what a refused attempt is called,
 * one and many. `{their}` and the like are filled in by `buildSentence`.
 */
type Words = { did: string; other?: string; tried: string; plural: string }

export const ACTION_WORDS: Record<AuditAction, Words> = {
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
  code_issue: {
    did: 'signed in at another site',
    other: 'signed in at {target}',
    tried: 'a sign-in at another site',
    plural: 'sign-ins at other sites',
  },
  code_replay: {
    did: 'reused a sign-in code',
    tried: 'a reused sign-in code',
    plural: 'reused sign-in codes',
  },
  consent_give: {
    did: 'gave an application access',
    other: 'gave {target} access',
    tried: 'access for an application',
    plural: 'permissions for applications',
  },
  consent_withdraw: {
    did: 'withdrew the access of an application',
    other: 'withdrew the access of {target}',
    tried: 'the withdrawal of a permission',
    plural: 'withdrawn permissions',
  },
  client_add: {
    did: 'registered an application',
    other: 'registered {target}',
    tried: 'a new application',
    plural: 'new applications',
  },
  client_change: {
    did: 'changed an application',
    other: 'changed {target}',
    tried: 'a change of an application',
    plural: 'changes of applications',
  },
  client_remove: {
    did: 'removed an application',
    other: 'removed {target}',
    tried: 'the removal of an application',
    plural: 'removals of applications',
  },
  return_address_add: {
    did: 'allowed a return address',
    other: 'allowed the return address {target}',
    tried: 'a new return address',
    plural: 'new return addresses',
  },
  return_address_remove: {
    did: 'removed a return address',
    other: 'removed the return address {target}',
    tried: 'the removal of a return address',
    plural: 'removals of return addresses',
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
    did: 'reset {their} password with a link',
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
  origin_add: {
    did: 'allowed an origin',
    other: 'allowed {target}',
    tried: 'a new origin',
    plural: 'new origins',
  },
  origin_change: {
    did: 'changed an origin',
    other: 'changed {target}',
    tried: 'an origin change',
    plural: 'origin changes',
  },
  origin_remove: {
    did: 'removed an origin',
    other: 'removed {target}',
    tried: 'an origin removal',
    plural: 'origin removals',
  },
  header_add: {
    did: 'allowed a header',
    other: 'allowed the header {target}',
    tried: 'a new header',
    plural: 'new headers',
  },
  header_remove: {
    did: 'removed a header',
    other: 'removed the header {target}',
    tried: 'a header removal',
    plural: 'header removals',
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
}

/** The name of an action in a list of actions. */
export function describeAction(action: AuditAction): string {
  const { plural } = ACTION_WORDS[action]
  return plural.charAt(0).toUpperCase() + plural.slice(1)
}
