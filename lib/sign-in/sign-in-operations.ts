import type { Operation } from '#lib/openapi/operation.ts'
import { SIGNED_IN } from '#lib/openapi/samples.ts'
import { ProofAnswers } from './own-password.ts'
import {
  Credentials,
  MailedJson,
  MailWish,
  MessageJson,
  ProofJson,
  SignInJson,
} from './sign-in-json.ts'

const tag = 'Signing in'
const json = 'application/json'

export const signInOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/users/authenticate',
    alias: '/api/authenticate',
    id: 'signIn',
    tag,
    session: 'ignored',
    limited: true,
    summary: 'Sign in',
    about:
      'Starts a session and sets its cookie. A session that the same browser had before ends. A refusal is the same whether the user ID exists or not. A user who has set up a second factor gets 401 `second_factor_required` with `auth_session` and `ways` once the password was right; the same page or program then sends `auth_session` and `code` within ten minutes. The page of an allowed origin never needs to see a password: it changes the code that /authorize gave it for the cookie, by `code`, `code_verifier` and `client_id`. That session ends with the one on our own pages. To take passwords it needs an entry that lets it.',
    body: {
      content: { [json]: Credentials },
      example: { uid: 'grace', password: 'nanosecond-30cm' },
    },
    success: {
      200: {
        what: 'Signed in.',
        content: { [json]: SignInJson },
        example: SIGNED_IN,
        headers: ['Set-Cookie'],
        maybe: ['Set-Login'],
      },
    },
    problems: {
      400: ['invalid_request', 'invalid_grant', 'invalid_target', 'unauthorized_client'],
      401: [
        'uid_missing',
        'invalid_client',
        'invalid_credentials',
        'second_factor_required',
        'second_factor_wrong',
        'invalid_session',
      ],
      403: ['origin_bearer_only', 'origin_no_passwords'],
      503: ['hash_queue_full'],
    },
  },
  {
    method: 'post',
    path: '/api/authenticate/mail',
    id: 'mailCode',
    tag,
    session: 'ignored',
    limited: true,
    summary: 'Have a code mailed to sign in by',
    about:
      'In place of a password, where `MAIL_SIGN_IN=1`: the same page or program then sends `auth_session` and the `code` of the mail to `/api/authenticate`, within ten minutes. `identifier` is a user ID or a verified e-mail address. The answer is the same, and takes as long, whether or not there is such an account: its `auth_session` then never signs anybody in. After five wrong codes it is over (`invalid_session`).',
    body: { content: { [json]: MailWish }, example: { identifier: 'grace' } },
    success: {
      202: {
        what: 'If there is such an account, it gets a mail.',
        content: { [json]: MailedJson },
        example: { auth_session: '0yTf9WgM3vKqX1rB7nLhC5sUeJaZ8dIpQ2oGtRkYwE4' },
      },
    },
    problems: { 403: ['origin_bearer_only'], 404: ['mail_sign_in_off'] },
  },
  {
    method: 'delete',
    path: '/api/users/authenticate',
    alias: '/api/authenticate',
    id: 'signOut',
    tag,
    session: 'needed',
    summary: 'Sign out',
    about: 'Ends the session at once, wherever its token is kept, and removes the cookie.',
    success: {
      200: {
        what: 'Signed out.',
        content: { [json]: MessageJson },
        example: { message: 'Token invalidated successfully' },
        headers: ['Set-Cookie'],
      },
    },
  },
  {
    method: 'post',
    path: '/api/id/step-up',
    id: 'stepUp',
    tag,
    session: 'needed',
    limited: true,
    summary: 'Prove again who you are',
    about:
      'Sensitive operations need a proof of the password from the last ten minutes; without one they answer 401 `step_up_required`. This gives the current session a fresh proof: by `password`, or by the `code` of another way that you have set up.',
    body: { content: { [json]: ProofAnswers }, example: { password: 'nanosecond-30cm' } },
    success: {
      200: {
        what: 'Proved.',
        content: { [json]: ProofJson },
        example: { provenUntil: '2026-09-01T08:40:00.000Z' },
      },
    },
    problems: {
      403: ['current_password_wrong', 'second_factor_wrong'],
      503: ['hash_queue_full'],
    },
  },
  {
    method: 'post',
    path: '/api/id/step-up/mail',
    id: 'mailProofCode',
    tag,
    session: 'needed',
    limited: true,
    summary: 'Have a code mailed to prove again who you are',
    about:
      'For who has a verified e-mail address, where `MAIL_SIGN_IN=1`. Send the code of the mail as `code` to `/api/id/step-up`, within ten minutes. A newer mail replaces an older one.',
    success: {
      202: {
        what: 'The mail is on its way.',
        content: { [json]: MessageJson },
        example: { message: 'The code is on its way.' },
      },
    },
    problems: { 409: ['mail_sign_in_off'] },
  },
]
