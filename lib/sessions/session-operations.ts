import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { SESSION } from '#lib/openapi/samples.ts'
import { SessionJson } from './list.ts'
import { CookieCheckJson } from './probe-cookie.ts'

const Sessions = z.array(SessionJson)
const json = 'application/json'

export const sessionOperations: Operation[] = [
  {
    method: 'post',
    path: '/api/cookie-check',
    id: 'setProbeCookie',
    tag: 'Signing in',
    session: 'ignored',
    summary: 'Set a cookie to see whether it comes back',
    about:
      'For pages of allowed origins: sets a cookie with the attributes of the session’s, for a minute. It opens nothing. `GET` says whether the browser sends it back.',
    success: { 204: { what: 'The cookie is set.', headers: ['Set-Cookie'] } },
    problems: { 403: ['origin_bearer_only', 'origin_not_allowed'] },
  },
  {
    method: 'get',
    path: '/api/cookie-check',
    id: 'checkProbeCookie',
    tag: 'Signing in',
    session: 'ignored',
    summary: 'See whether the browser keeps the cookie',
    about:
      'For pages of allowed origins, before they ask a person to sign in: where the cookie is not kept, a session goes by tokens.',
    success: {
      200: {
        what: 'Whether the cookie came back.',
        content: { [json]: CookieCheckJson },
        example: { kept: true, tokens: true },
      },
    },
    problems: { 403: ['origin_bearer_only', 'origin_not_allowed'] },
  },
  {
    method: 'get',
    path: '/api/id/sessions',
    id: 'listOwnSessions',
    tag: 'Your account',
    session: 'needed',
    summary: 'List your sessions',
    about: 'The sessions that are still valid: the current one first, then the last seen first.',
    success: { 200: { what: 'The sessions.', content: { [json]: Sessions }, example: [SESSION] } },
  },
  {
    method: 'delete',
    path: '/api/id/sessions',
    id: 'endOtherSessions',
    tag: 'Your account',
    session: 'needed',
    summary: 'End your other sessions',
    about: 'Ends every session except the current one, at once.',
    success: { 204: { what: 'The sessions are over.' } },
  },
  {
    method: 'delete',
    path: '/api/id/sessions/{id}',
    id: 'endOwnSession',
    tag: 'Your account',
    session: 'needed',
    summary: 'End one of your sessions',
    about: 'This may be the current session. Its cookie is then removed.',
    success: { 204: { what: 'The session is over.' } },
    problems: { 404: ['session_not_found'] },
  },
  {
    method: 'get',
    path: '/api/users/{uid}/sessions',
    id: 'listSessions',
    tag: 'Users',
    session: 'needed',
    summary: 'List a user’s sessions',
    about: 'Your own, or anybody’s if you are an administrator.',
    success: {
      200: {
        what: 'The sessions.',
        content: { [json]: Sessions },
        example: [{ ...SESSION, current: false }],
      },
    },
    problems: { 403: ['insufficient_role'], 404: ['user_not_found'] },
  },
  {
    method: 'delete',
    path: '/api/users/{uid}/sessions',
    id: 'endSessions',
    tag: 'Users',
    session: 'needed',
    summary: 'End a user’s sessions',
    about: 'Signs the user out everywhere, except in the current session.',
    success: { 204: { what: 'The sessions are over.' } },
    problems: { 403: ['insufficient_role'], 404: ['user_not_found'] },
  },
]
