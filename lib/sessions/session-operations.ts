import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { SESSION } from '#lib/openapi/samples.ts'
import { SessionJson } from './list.ts'

const Sessions = z.array(SessionJson)
const json = 'application/json'

export const sessionOperations: Operation[] = [
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
