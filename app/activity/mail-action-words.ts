import type { AuditAction } from '#lib/audit/event.ts'
import type { ActionWords } from './action-words-type.ts'

/** What is done about mails. */
export const MAIL_ACTION_WORDS = {
  mail_request: {
    did: 'asked for a mail',
    tried: 'a request for a mail',
    plural: 'requests for mails',
  },
  mail_code: {
    did: 'sent the code of a mail',
    tried: 'a code of a mail',
    plural: 'codes of mails',
  },
  email_verify: {
    did: 'confirmed {their} e-mail address',
    tried: 'a confirmation of an e-mail address',
    plural: 'confirmations of e-mail addresses',
  },
  not_me: {
    did: 'said “this was not me”',
    other: 'took the account {target} back by a notice',
    tried: 'an answer to a notice',
    plural: 'answers to notices',
  },
  invitation_send: {
    did: 'invited somebody',
    other: 'invited {target}',
    tried: 'an invitation',
    plural: 'invitations',
  },
  invitation_withdraw: {
    did: 'withdrew an invitation',
    other: 'withdrew the invitation of {target}',
    tried: 'the withdrawal of an invitation',
    plural: 'withdrawals of invitations',
  },
  invitation_accept: {
    did: 'accepted an invitation',
    other: 'opened the account {target} by an invitation',
    tried: 'an answer to an invitation',
    plural: 'answers to invitations',
  },
  invitation_view: {
    did: 'viewed the invitations',
    tried: 'a view of the invitations',
    plural: 'views of the invitations',
  },
  mail_stop: {
    did: 'stopped mails to an address',
    other: 'stopped mails to {target}, which a mail server refuses',
    tried: 'a refused address',
    plural: 'refused addresses',
  },
  mail_allow: {
    did: 'allowed mails to an address again',
    other: 'allowed mails to {target} again',
    tried: 'a permission of mails',
    plural: 'permissions of mails',
  },
  mail_retry: {
    did: 'had a mail sent again',
    other: 'had a mail to {target} sent again',
    tried: 'another try of a mail',
    plural: 'further tries of mails',
  },
  mail_drop: {
    did: 'dropped a mail',
    other: 'dropped a mail to {target}',
    tried: 'the removal of a mail',
    plural: 'removals of mails',
  },
  mail_view: { did: 'viewed the outbox', tried: 'a view of the outbox', plural: 'outbox views' },
} satisfies Partial<Record<AuditAction, ActionWords>>
