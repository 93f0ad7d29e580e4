import type { Operation } from '#lib/openapi/operation.ts'
import { SIGNED_IN } from '#lib/openapi/samples.ts'
import { ProofAnswers } from './own-password.ts'
import { Credentials, MessageJson, ProofJson, SignInJson } from './sign-in-json.ts'

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
]
