import { findOperationAccess, type OperationAccess } from '#lib/authority/operation-access.ts'
import { OAUTH_ERROR_CODES } from '#lib/http/oauth-problem.ts'
import { Problem } from '#lib/http/problem.ts'
import { PROBLEM_CODES, type ProblemCode } from '#lib/http/problem-codes.ts'
import type { Answer, JsonSchema } from './openapi.ts'
import type { HeaderName, Operation } from './operation.ts'

/** Lists the errors of `operation` by status: those that follow from its properties, and those that it names. */
export function listProblems(operation: Operation): Map<number, ProblemCode[]> {
  const { session, admin, proof, limited, query, body, method, path } = operation
  const all = new Map<number, Set<ProblemCode>>()
  const add = (status: number, ...codes: readonly ProblemCode[]) =>
    all.set(status, new Set([...(all.get(status) ?? []), ...codes]))
  if (path.includes('{')) add(400, 'malformed_path')
  if (query) add(400, 'invalid_input')
  if (body) {
    add(400, 'body_cut')
    if (!body.ownProblems) add(400, 'not_an_object', 'invalid_input')
    add(413, 'body_too_large')
    add(415, 'unsupported_media_type')
  }
  if (session === 'needed') {
    add(401, 'token_missing', 'token_invalid', 'invalid_dpop_proof', 'use_dpop_nonce')
    add(403, 'insufficient_scope')
  }
  if (operation.dpop) add(400, 'invalid_dpop_proof', 'use_dpop_nonce')
  if (proof) add(401, 'step_up_required')
  if (admin) add(403, 'insufficient_role')
  if (session !== 'ignored' && readAccess(operation).others !== 'account') add(403, 'origin_access')
  if (method !== 'get') add(403, 'origin_not_allowed', 'origin_bearer_only', 'cross_site')
  if (limited) add(429, 'limited')
  add(500, 'internal_error')
  add(503, 'database_down')
  for (const [status, codes] of Object.entries(operation.problems ?? {})) {
    add(Number(status), ...(codes ?? []))
  }
  return new Map([...all].toSorted(([a], [b]) => a - b).map(([status, set]) => [status, [...set]]))
}

/** What the operation takes of a page of another origin. @throws Error if the table has no line for it. */
export function readAccess({ method, path }: Operation): OperationAccess {
  const access = findOperationAccess(method.toUpperCase(), path)
  if (!access) throw new Error(`lib/authority/operation-access.ts does not have ${method} ${path}.`)
  return access
}

/** Lists the headers of an error with `status`: those that are always sent, and those that are sent sometimes. */
export function listProblemHeaders(status: number): { headers: HeaderName[]; maybe: HeaderName[] } {
  const headers: HeaderName[] = []
  if (status === 401) headers.push('WWW-Authenticate')
  if (status === 429 || status === 503) headers.push('Retry-After')
  const maybe: HeaderName[] = []
  if (status === 403) maybe.push('WWW-Authenticate')
  if (status >= 500) maybe.push('X-Request-Id')
  return { headers, maybe }
}

/** Describes the answer with `status` and one of `codes`. */
export function buildProblemAnswer(status: number, codes: readonly ProblemCode[]): Answer {
  const { error } = new Problem(status, 'internal_error', '').body
  const oauth = codes.filter(code => OAUTH_ERROR_CODES.some(known => known === code))
  const narrower: JsonSchema = {
    properties: { error: { enum: [error, ...oauth] }, code: { enum: [...codes] } },
  }
  return {
    description: codes.map(code => `- \`${code}\`: ${PROBLEM_CODES[code]}`).join('\n'),
    content: {
      'application/json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, narrower] },
      },
    },
  }
}
