import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'

const headers = ['ETag', 'Cache-Control', 'Access-Control-Allow-Origin'] as const
const Versioned = z.object({
  v: z
    .string()
    .optional()
    .describe(
      'A version, as in the `ETag`. Caches keep it for a year; another one than the current is 404.',
    ),
})

/** The operation that reads a published text. */
function buildTextOperation(
  path: string,
  id: string,
  type: string,
  words: { summary: string; about: string },
): Operation {
  return {
    method: 'get',
    path,
    id,
    tag: 'Published',
    ...words,
    session: 'ignored',
    query: Versioned,
    headers: ['If-None-Match'],
    success: {
      200: {
        what: 'The text.',
        content: { [type]: type === 'application/json' ? z.looseObject({}) : z.string() },
        headers,
      },
      304: { what: 'The client already has the version that `If-None-Match` names.', headers },
    },
    problems: { 404: ['unknown_version'] },
  }
}

export const publishedOperations: Operation[] = [
  buildTextOperation('/api/openapi.json', 'readApiDocument', 'application/json', {
    summary: 'This document',
    about: 'The API as OpenAPI 3.1, with the URL of this server.',
  }),
  buildTextOperation('/client.js', 'readClient', 'text/javascript', {
    summary: 'The client',
    about: 'A module that signs people in from a page on any allowed origin.',
  }),
  buildTextOperation('/client-sign-in.js', 'readClientSignIn', 'text/javascript', {
    summary: 'The other half of the client',
    about: 'A module that `/client.js` imports when a page signs somebody in by `signIn`.',
  }),
  buildTextOperation('/client.d.ts', 'readClientTypes', 'text/plain', {
    summary: 'The types of the client',
    about: 'The declarations for TypeScript, which also document the client.',
  }),
]
