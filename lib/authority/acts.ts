/** An act that needs a fresh proof of the password: what it is, and `always` or in which case it needs one. */
type ActRow = { what: string; when: string }

/**
 * Every act that needs a password that was proved within the last ten minutes (ASVS v5.0.0-7.5.1, 7.5.3).
 * `requireProof` takes no other. The API reference and the table in docs/access.md say what this table says.
 */
export const ACTS = {
  users_export: { what: 'Export all users', when: 'always' },
  audit_export: { what: 'Export the audit log', when: 'always' },
  own_export: { what: 'Export your own data', when: 'always' },
  user_create: { what: 'Create a user', when: 'for another role than the default' },
  users_import: { what: 'Import users', when: 'if a row has another role than the default' },
  invitation_send: { what: 'Invite people, or mail an invitation again', when: 'always' },
  invitation_withdraw: { what: 'Withdraw an invitation', when: 'always' },
  user_change: {
    what: 'Change a user',
    when: 'for another user ID, e-mail address, password or role, and to disable or enable',
  },
  email_ask: { what: 'Give yourself another e-mail address', when: 'always' },
  users_change: { what: 'Change users in bulk', when: 'always' },
  user_delete: { what: 'Delete a user', when: 'always' },
  password_reset_link: { what: 'Make a password reset link', when: 'always' },
  origin_add: { what: 'Allow an origin', when: 'always' },
  origin_change: { what: 'Change, enable or disable an origin', when: 'always' },
  origin_remove: { what: 'Remove an origin', when: 'always' },
  header_add: { what: 'Allow a header', when: 'always' },
  header_remove: { what: 'Remove a header', when: 'always' },
  return_address_add: { what: 'Allow a return address', when: 'always' },
  return_address_remove: { what: 'Remove a return address', when: 'always' },
  client_add: { what: 'Register an application', when: 'always' },
  client_change: {
    what: 'Change, enable or disable an application, or replace its secret',
    when: 'always',
  },
  client_remove: { what: 'Remove an application', when: 'always' },
  mail_retry: { what: 'Have a mail sent again', when: 'always' },
  mail_drop: { what: 'Drop a mail', when: 'always' },
  mail_allow: { what: 'Allow mails to an address again', when: 'always' },
  token_issue: { what: 'Make tokens', when: 'if your current session vouches for you' },
} as const satisfies Record<string, ActRow>

/** The name of an act that needs a fresh proof. */
export type Act = keyof typeof ACTS
