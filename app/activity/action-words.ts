import type { AuditAction } from '#lib/audit/event.ts'

/** What somebody did, what they did to somebody else, and what it is that they tried, one or many. */
type Words = { did: string; other?: string; tried: string; many: string }

export const WORDS: Record<AuditAction, Words> = {
  sign_in: { did: 'signed in', tried: 'a sign-in', many: 'sign-ins' },
  sign_out: { did: 'signed out', tried: 'a sign-out', many: 'sign-outs' },
  sign_up: { did: 'signed up', tried: 'a sign-up', many: 'sign-ups' },
  step_up: {
    did: 'proved {their} password again',
    tried: 'a proof of the password',
    many: 'proofs of a password',
  },
  token_issue: { did: 'was given a token', tried: 'a new token', many: 'new tokens' },
  token_refresh: { did: 'renewed a token', tried: 'a renewal of a token', many: 'renewals' },
  token_replay: {
    did: 'sent a used token again',
    tried: 'a second use of a token',
    many: 'second uses of a token',
  },
  token_revoke: { did: 'ended a token', tried: 'the end of a token', many: 'ends of tokens' },
  session_revoke: {
    did: 'ended {sessions}',
    other: 'ended {sessionsOf} of {target}',
    tried: 'the end of sessions',
    many: 'ends of sessions',
  },
  session_view: {
    did: 'looked at sessions',
    tried: 'a look at the sessions of somebody else',
    many: 'looks at the sessions of somebody else',
  },
  password_change: {
    did: 'changed {their} password',
    other: 'set the password of {target}',
    tried: 'a change of password',
    many: 'changes of password',
  },
  password_reset_link: {
    did: 'made a link for a new password',
    other: 'made a link for a new password of {target}',
    tried: 'a link for a new password',
    many: 'links for a new password',
  },
  password_reset: {
    did: 'chose a new password by a link',
    tried: 'a new password by a link',
    many: 'new passwords by a link',
  },
  user_create: {
    did: 'created a user',
    other: 'created {target}',
    tried: 'the creation of a user',
    many: 'creations of users',
  },
  user_change: {
    did: 'changed {their} {fields}',
    other: 'changed {fields} of {target}',
    tried: 'a change of a user',
    many: 'changes of users',
  },
  user_delete: {
    did: 'deleted {their} account',
    other: 'deleted {target}',
    tried: 'the deletion of a user',
    many: 'deletions of users',
  },
  avatar_change: {
    did: '{set} {their} picture',
    other: '{set} the picture of {target}',
    tried: 'a change of a picture',
    many: 'changes of pictures',
  },
  users_import: { did: 'imported {users}', tried: 'an import', many: 'imports of users' },
  users_export: {
    did: 'exported the users',
    tried: 'an export of users',
    many: 'exports of users',
  },
  own_export: { did: 'took {their} data along', tried: 'an export', many: 'exports' },
  audit_view: {
    did: 'looked at the activity',
    tried: 'a look at the activity',
    many: 'looks at the activity',
  },
  audit_export: {
    did: 'exported the activity',
    tried: 'an export of the activity',
    many: 'exports of the activity',
  },
  origin_add: {
    did: 'allowed an origin',
    other: 'allowed {target}',
    tried: 'a new origin',
    many: 'new origins',
  },
  origin_change: {
    did: 'changed an origin',
    other: 'changed {target}',
    tried: 'a change of an origin',
    many: 'changes of origins',
  },
  origin_remove: {
    did: 'removed an origin',
    other: 'removed {target}',
    tried: 'the removal of an origin',
    many: 'removals of origins',
  },
  key_rotate: { did: 'changed the signing key', tried: 'a new key', many: 'new keys' },
  backup: { did: 'made a backup', tried: 'a backup', many: 'backups' },
  restore: { did: 'restored a backup', tried: 'a restoration', many: 'restorations' },
  breach_check: {
    did: 'checked a password against breaches',
    tried: 'a check against breaches',
    many: 'checks against breaches',
  },
  cross_site: {
    did: 'was asked by another site',
    tried: 'a request from another site',
    many: 'requests from other sites',
  },
}

/** What an action is called where one chooses it. */
export function actionName(action: AuditAction): string {
  const { many } = WORDS[action]
  return many.charAt(0).toUpperCase() + many.slice(1)
}
