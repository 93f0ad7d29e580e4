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
    about: 'Those that still last: the one that asks first, then the one last seen.',
    success: { 200: { what: 'The sessions.', content: { [json]: Sessions }, example: [SESSION] } },
  },
  {
    method: 'delete',
    path: '/api/id/sessions',
    id: 'endOtherSessions',
    tag: 'Your account',
    session: 'needed',
    summary: 'End your other sessions',
    about: 'All but the one that asks, at once.',
    success: { 204: { what: 'They are over.' } },
  },
  {
    method: 'delete',
    path: '/api/id/sessions/{id}',
    id: 'endOwnSession',
    tag: 'Your account',
    session: 'needed',
    summary: 'End one of your sessions',
    about: 'That which asks too: its cookie is removed then.',
    success: { 204: { what: 'It is over.' } },
    problems: { 404: ['session_not_found'] },
  },
  {
    method: 'get',
    path: '/api/users/{uid}/sessions',
    id: 'listSessions',
    tag: 'Users',
    session: 'needed',
    summary: 'List a user’s sessions',
    about: 'Your own, or anybody’s for administrators.',
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
    about: 'Signs them out everywhere, but for the session that asks.',
    success: { 204: { what: 'They are over.' } },
    problems: { 403: ['insufficient_role'], 404: ['user_not_found'] },
  },
]
