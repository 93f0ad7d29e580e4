import type { AuditAction } from '#lib/audit/event.ts'

/** What somebody did, what they did to somebody else, and what it is that they tried, one or many. */
type Words = { did: string; other?: string; tried: string; plural: string }

export const ACTION_WORDS: Record<AuditAction, Words> = {
  sign_in: { did: 'signed in', tried: 'a sign-in', plural: 'sign-ins' },
  sign_out: { did: 'signed out', tried: 'a sign-out', plural: 'sign-outs' },
  sign_up: { did: 'signed up', tried: 'a sign-up', plural: 'sign-ups' },
  step_up: {
    did: 'proved {their} password again',
    tried: 'a proof of the password',
    plural: 'proofs of a password',
  },
  token_issue: { did: 'was given a token', tried: 'a new token', plural: 'new tokens' },
  token_refresh: { did: 'renewed a token', tried: 'a renewal of a token', plural: 'renewals' },
  token_replay: {
    did: 'sent a used token again',
    tried: 'a second use of a token',
    plural: 'second uses of a token',
  },
  token_revoke: { did: 'ended a token', tried: 'the end of a token', plural: 'ends of tokens' },
  session_revoke: {
    did: 'ended {sessions}',
    other: 'ended {sessionsOf} of {target}',
    tried: 'the end of sessions',
    plural: 'ends of sessions',
  },
  session_view: {
    did: 'looked at sessions',
    tried: 'a look at the sessions of somebody else',
    plural: 'looks at the sessions of somebody else',
  },
  password_change: {
    did: 'changed {their} password',
    other: 'set the password of {target}',
    tried: 'a change of password',
    plural: 'changes of password',
  },
  password_reset_link: {
    did: 'made a link for a new password',
    other: 'made a link for a new password of {target}',
    tried: 'a link for a new password',
    plural: 'links for a new password',
  },
  password_reset: {
    did: 'chose a new password by a link',
    tried: 'a new password by a link',
    plural: 'new passwords by a link',
  },
  user_create: {
    did: 'created a user',
    other: 'created {target}',
    tried: 'the creation of a user',
    plural: 'creations of users',
  },
  user_change: {
    did: 'changed {their} {fields}',
    other: 'changed {fields} of {target}',
    tried: 'a change of a user',
    plural: 'changes of users',
  },
  user_delete: {
    did: 'deleted {their} account',
    other: 'deleted {target}',
    tried: 'the deletion of a user',
    plural: 'deletions of users',
  },
  avatar_change: {
    did: '{set} {their} picture',
    other: '{set} the picture of {target}',
    tried: 'a change of a picture',
    plural: 'changes of pictures',
  },
  users_import: { did: 'imported {users}', tried: 'an import', plural: 'imports of users' },
  users_export: {
    did: 'exported the users',
    tried: 'an export of users',
    plural: 'exports of users',
  },
  own_export: { did: 'took {their} data along', tried: 'an export', plural: 'exports' },
  audit_view: {
    did: 'looked at the activity',
    tried: 'a look at the activity',
    plural: 'looks at the activity',
  },
  audit_export: {
    did: 'exported the activity',
    tried: 'an export of the activity',
    plural: 'exports of the activity',
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
    tried: 'a change of an origin',
    plural: 'changes of origins',
  },
  origin_remove: {
    did: 'removed an origin',
    other: 'removed {target}',
    tried: 'the removal of an origin',
    plural: 'removals of origins',
  },
  key_rotate: { did: 'changed the signing key', tried: 'a new key', plural: 'new keys' },
  backup: { did: 'made a backup', tried: 'a backup', plural: 'backups' },
  restore: { did: 'restored a backup', tried: 'a restoration', plural: 'restorations' },
  breach_check: {
    did: 'checked a password against breaches',
    tried: 'a check against breaches',
    plural: 'checks against breaches',
  },
  cross_site: {
    did: 'was asked by another site',
    tried: 'a request from another site',
    plural: 'requests from other sites',
  },
}

/** What an action is called where one chooses it. */
export function describeAction(action: AuditAction): string {
  const { plural } = ACTION_WORDS[action]
  return plural.charAt(0).toUpperCase() + plural.slice(1)
}
