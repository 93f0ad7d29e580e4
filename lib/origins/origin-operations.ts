import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { HEADER, ORIGIN, REFUSAL } from '#lib/openapi/origin-samples.ts'
import { HeaderJson, NewHeader } from './headers.ts'
import { OriginJson } from './origin-json.ts'
import { RefusalJson, RefusalQuery } from './refusal-list.ts'
import { NewOrigin, OriginChanges } from './schema.ts'

const tag = 'Origins'
const json = 'application/json'

export const originOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/origins',
    id: 'listOrigins',
    tag,
    session: 'needed',
    admin: true,
    summary: 'List allowed origins',
    about:
      'The entries of CORS_ORIGINS first, then the others in the order in which they were added.',
    success: {
      200: {
        what: 'The list.',
        content: { [json]: z.array(OriginJson) },
        example: [ORIGIN],
      },
    },
  },
  {
    method: 'post',
    path: '/api/origins',
    id: 'allowOrigin',
    tag,
    session: 'needed',
    admin: true,
    proof: 'origin_add',
    summary: 'Allow an origin',
    about:
      'Write the origin exactly as a browser sends it: scheme, host and port. `mode` says whether its pages may use the cookie, bearer tokens, or both; `access` what they may do in the name of whoever is signed in, and `passwords` whether they may take passwords. It takes effect at once, and on other nodes within two seconds.',
    body: {
      content: { [json]: NewOrigin },
      example: { origin: 'https://you.github.io', note: 'Class of 2026' },
    },
    success: {
      201: {
        what: 'The origin.',
        content: { [json]: OriginJson },
        example: ORIGIN,
        headers: ['Location'],
      },
    },
    problems: { 409: ['origin_exists', 'origin_own', 'origin_pinned', 'origins_full'] },
  },
  {
    method: 'get',
    path: '/api/origins/{id}',
    id: 'readOrigin',
    tag,
    session: 'needed',
    admin: true,
    summary: 'Read an allowed origin',
    about: 'The same object as in the list.',
    success: {
      200: { what: 'The origin.', content: { [json]: OriginJson }, example: ORIGIN },
    },
    problems: { 404: ['unknown_origin'] },
  },
  {
    method: 'patch',
    path: '/api/origins/{id}',
    id: 'changeOrigin',
    tag,
    session: 'needed',
    admin: true,
    proof: 'origin_change',
    summary: 'Change an allowed origin',
    about: 'Fields that you leave out stay as they are. The origin itself cannot be changed.',
    body: { content: { [json]: OriginChanges }, example: { enabled: false } },
    success: {
      200: {
        what: 'The origin as it is now.',
        content: { [json]: OriginJson },
        example: { ...ORIGIN, enabled: false },
      },
    },
    problems: { 404: ['unknown_origin'], 409: ['origin_pinned'] },
  },
  {
    method: 'delete',
    path: '/api/origins/{id}',
    id: 'removeOrigin',
    tag,
    session: 'needed',
    admin: true,
    proof: 'origin_remove',
    summary: 'Remove an origin',
    about: 'Its pages are refused from now on.',
    success: { 204: { what: 'The origin is off the list.' } },
    problems: { 404: ['unknown_origin'], 409: ['origin_pinned'] },
  },
  {
    method: 'get',
    path: '/api/origins/refusals',
    id: 'listRefusals',
    tag,
    session: 'needed',
    admin: true,
    query: RefusalQuery,
    summary: 'List refused origins',
    about: 'Which requests were refused and why, the last seen first.',
    success: {
      200: {
        what: 'The refusals.',
        content: { [json]: z.array(RefusalJson) },
        example: [REFUSAL],
      },
    },
  },
  {
    method: 'get',
    path: '/api/origins/headers',
    id: 'listHeaders',
    tag,
    session: 'needed',
    admin: true,
    summary: 'List allowed headers',
    about:
      'The request headers that pages of allowed origins may set, beside the default ones: those of CORS_HEADERS first, then the others by name.',
    success: {
      200: { what: 'The list.', content: { [json]: z.array(HeaderJson) }, example: [HEADER] },
    },
  },
  {
    method: 'post',
    path: '/api/origins/headers',
    id: 'allowHeader',
    tag,
    session: 'needed',
    admin: true,
    proof: 'header_add',
    summary: 'Allow a header',
    about:
      'Pages of all allowed origins may set it. It takes effect as an origin that is allowed does.',
    body: { content: { [json]: NewHeader }, example: { header: 'x-trace-id' } },
    success: {
      201: {
        what: 'The header.',
        content: { [json]: HeaderJson },
        example: HEADER,
        headers: ['Location'],
      },
    },
    problems: { 409: ['header_exists', 'header_pinned', 'headers_full'] },
  },
  {
    method: 'delete',
    path: '/api/origins/headers/{header}',
    id: 'removeHeader',
    tag,
    session: 'needed',
    admin: true,
    proof: 'header_remove',
    summary: 'Remove a header',
    about: 'Pages may no longer set it.',
    success: { 204: { what: 'The header is off the list.' } },
    problems: { 404: ['unknown_header'], 409: ['header_pinned'] },
  },
]
