import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'

const headers = ['ETag', 'Cache-Control', 'Access-Control-Allow-Origin'] as const
const Versioned = z.object({
  v: z
    .string()
    .optional()
    .describe('A version, as `ETag` names it: the present one may be kept for a year.'),
})

/** A text that pages on any origin may read. */
function text(path: string, id: string, type: string, words: { summary: string; about: string }) {
  return {
    ...({ method: 'get', path, id, tag: 'Published', session: 'ignored' } as const),
    ...{ ...words, query: Versioned, headers: ['If-None-Match'] as const },
    success: {
      200: {
        what: 'The text.',
        content: { [type]: type === 'application/json' ? z.looseObject({}) : z.string() },
        headers,
      },
      304: { what: 'The one that `If-None-Match` names.', headers },
    },
  } satisfies Operation
}

export const publishedOperations: Operation[] = [
  text('/api/openapi.json', 'readApiDocument', 'application/json', {
    summary: 'This document',
    about: 'The API as OpenAPI 3.1, with the address of this server.',
  }),
  text('/client.js', 'readClient', 'text/javascript', {
    summary: 'The client',
    about: 'A module that signs people in from a page on any allowed origin.',
  }),
  text('/client.d.ts', 'readClientTypes', 'text/plain', {
    summary: 'The types of the client',
    about: 'For TypeScript, and to read.',
  }),
]
