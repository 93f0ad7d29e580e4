import { z } from 'zod'
import { FOREIGN_DOWNLOAD, STEP_UP_REDIRECT } from '#lib/openapi/download.ts'
import type { Operation } from '#lib/openapi/operation.ts'
import { EVENT, OWN_EVENT } from '#lib/openapi/samples.ts'
import { EventJson, OwnEventJson } from './event-json.ts'
import { AuditExportQuery, AuditQuery, OwnAuditQuery } from './schema.ts'

const json = 'application/json'

export const auditOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/id/audit',
    id: 'listOwnEvents',
    tag: 'Your account',
    summary: 'List your audit events',
    about: 'What you did and what was done to you, newest first.',
    session: 'needed',
    limited: true,
    query: OwnAuditQuery,
    success: {
      200: {
        what: 'A page of events.',
        content: { [json]: z.array(OwnEventJson) },
        example: [OWN_EVENT],
        maybe: ['Link'],
      },
    },
  },
  {
    method: 'get',
    path: '/api/audit',
    id: 'listEvents',
    tag: 'Administration',
    summary: 'List audit events',
    about: 'What happened, newest first. Refused attempts that repeat are counted in one event.',
    session: 'needed',
    admin: true,
    query: AuditQuery,
    success: {
      200: {
        what: 'A page of events.',
        content: { [json]: z.array(EventJson) },
        example: [EVENT],
        maybe: ['Link'],
      },
    },
  },
  {
    method: 'get',
    path: '/api/audit/export',
    id: 'exportEvents',
    tag: 'Administration',
    summary: 'Export audit events',
    about: 'Every event that matches, newest first, as a file.',
    session: 'needed',
    admin: true,
    proof: 'audit_export',
    query: AuditExportQuery,
    success: {
      200: {
        what: 'The file.',
        content: { 'text/csv': z.string(), [json]: z.array(EventJson) },
        example:
          'id,at,action,result,count,actor,target,address,origin,browser,system,requestId,detail\r\n',
        headers: ['Content-Disposition'],
      },
      303: STEP_UP_REDIRECT,
    },
    problems: { 403: FOREIGN_DOWNLOAD },
  },
]
