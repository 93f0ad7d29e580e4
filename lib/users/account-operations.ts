import { UserJson } from '#lib/identity/user-json.ts'
import { FOREIGN_DOWNLOAD, STEP_UP_REDIRECT } from '#lib/openapi/download.ts'
import type { Operation } from '#lib/openapi/operation.ts'
import { OWN_DATA, OWN_USER } from '#lib/openapi/samples.ts'
import { MailWish, MessageJson } from '#lib/sign-in/sign-in-json.ts'
import { OwnDataJson } from './own-data-json.ts'
import { PasswordChoice, ResetLink } from './password-reset-json.ts'
import { TicketUse } from './ticket-use.ts'

const json = 'application/json'

export const accountOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/id',
    id: 'readViewer',
    tag: 'Your account',
    session: 'needed',
    summary: 'Read your own user',
    about: 'The user who is signed in.',
    success: { 200: { what: 'The user.', content: { [json]: UserJson }, example: OWN_USER } },
  },
  {
    method: 'get',
    path: '/api/id/export',
    id: 'exportOwnData',
    tag: 'Your account',
    session: 'needed',
    proof: 'own_export',
    limited: true,
    summary: 'Export your data',
    about:
      'Everything that is kept about you, as a file (GDPR articles 15 and 20). It leaves out what proves who you are, such as the hash of your password.',
    success: {
      200: {
        what: 'The file.',
        content: { [json]: OwnDataJson },
        example: OWN_DATA,
        headers: ['Content-Disposition'],
      },
      303: STEP_UP_REDIRECT,
    },
    problems: { 403: FOREIGN_DOWNLOAD },
  },
  {
    method: 'post',
    path: '/api/users/{uid}/password-reset',
    id: 'makeResetLink',
    tag: 'Users',
    session: 'needed',
    admin: true,
    proof: 'password_reset_link',
    summary: 'Make a password reset link',
    about:
      'The link works once, within 24 hours, and replaces earlier links. Only this answer shows it: it is not stored.',
    success: {
      201: {
        what: 'The link.',
        content: { [json]: ResetLink },
        example: {
          url: 'https://auth.example.com/reset#q3Zt0bN5',
          expiresAt: '2026-09-02T08:30:00.000Z',
        },
      },
    },
    problems: { 404: ['user_not_found'], 409: ['own_account', 'user_disabled'] },
  },
  {
    method: 'post',
    path: '/api/password-reset/mail',
    id: 'mailResetLink',
    tag: 'Signing in',
    session: 'ignored',
    limited: true,
    summary: 'Have a link for a new password mailed',
    about:
      'For somebody who has forgotten their password. `identifier` is their user ID or their verified e-mail address. The answer is the same, and takes as long, whether or not there is such an account. The mail has a link to the page `/reset`, and a code for another device; both are good for an hour, and a newer mail replaces an older one. One user gets five in an hour.',
    body: { content: { [json]: MailWish }, example: { identifier: 'grace' } },
    success: {
      202: {
        what: 'If there is such an account, it gets a mail.',
        content: { [json]: MessageJson },
        example: {
          message: 'If there is such an account with a verified address, a mail is on its way.',
        },
      },
    },
    problems: { 404: ['mail_not_set_up'] },
  },
  {
    method: 'post',
    path: '/api/not-me',
    id: 'takeAccountBack',
    tag: 'Your account',
    session: 'ignored',
    limited: true,
    summary: 'Take an account back',
    about:
      'Takes what a notice has that says what happened to an account: the part of its link after the `#`, or its code and the address, within seven days. It ends every session, voids the password, makes the address that the notice went to the account’s again, and mails a link for a new password there.',
    body: {
      content: { [json]: TicketUse },
      example: { email: 'grace@example.com', code: 'H7KM-3XQ9' },
    },
    success: { 204: { what: 'A mail with a link for a new password is on its way.' } },
    problems: { 404: ['ticket_void'] },
  },
  {
    method: 'post',
    path: '/api/password-reset',
    id: 'choosePassword',
    tag: 'Signing in',
    session: 'ignored',
    limited: true,
    summary: 'Choose a password with a link or a code',
    about:
      'Uses up a link that an administrator has made, or the link or code of a mail, and ends every session of the user. `token` is the part of the link after the `#`. `code` is the eight characters of a mail, and needs `identifier` beside it; after five wrong ones it is void.',
    body: {
      content: { [json]: PasswordChoice },
      example: { token: 'q3Zt0bN5', password: 'compiler-1952' },
    },
    success: { 204: { what: 'The password is set.' } },
    problems: { 404: ['reset_void'], 503: ['hash_queue_full'] },
  },
]
