import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { APP } from '#lib/openapi/samples.ts'
import { AppJson } from './apps.ts'

const json = 'application/json'

export const appOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/id/apps',
    id: 'listApps',
    tag: 'Your account',
    session: 'needed',
    summary: 'List applications with access',
    about:
      'The applications that you have allowed, and all clients that have a valid session of yours, by name.',
    success: {
      200: { what: 'The list.', content: { [json]: z.array(AppJson) }, example: [APP] },
    },
  },
  {
    method: 'delete',
    path: '/api/id/apps/{id}',
    id: 'withdrawAccess',
    tag: 'Your account',
    session: 'needed',
    summary: 'Withdraw the access of an application',
    about:
      'Its sessions end at once, and it has to ask again. `id` is its `client_id`; write that of an origin percent-encoded: `https%3A%2F%2Fyou.github.io`.',
    success: { 204: { what: 'It has no access any more.' } },
    problems: { 404: ['unknown_client'] },
  },
]
