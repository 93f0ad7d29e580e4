import type { ZodType } from 'zod'
import { ACTS, type Act } from '#lib/authority/acts.ts'
import type { OperationAccess } from '#lib/authority/operation-access.ts'
import type { SchemaWriter } from './json-schema.ts'
import type { Answer, Header, MediaType, OperationObject, Parameter } from './openapi.ts'
import { HEADERS, type HeaderName, type Operation, type Success } from './operation.ts'
import { buildProblemAnswer, listProblemHeaders, listProblems, readAccess } from './problems.ts'

const CONDITIONAL_HEADERS = {
  'If-Match': 'The `ETag` that the client knows: 412 if the user has changed since.',
  'If-None-Match': 'The `ETag` that the client has: 304 if it is still current.',
}

/** Writes `operation` as OpenAPI has it. Schemas with an `id` go into the components of `schemas`. */
export function toOperationObject(operation: Operation, schemas: SchemaWriter): OperationObject {
  const { id, tag, summary, about, body } = operation
  const parameters = parametersOf(operation, schemas)
  const access = readAccess(operation)
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${about}${rightsOf(operation)}`,
    'x-access': access.own,
    ...(access.others !== access.own && { 'x-access-others': access.others }),
    security: securityOf(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: contentOf(body.content, body.example, schema => schemas.write(schema, 'input')),
      },
    }),
    responses: responsesOf(operation, schemas),
  }
}

function rightsOf(operation: Operation): string {
  const { admin, proof, session } = operation
  const rights = [
    admin && 'For administrators.',
    proof && describeProof(proof),
    session !== 'ignored' && describeAccess(readAccess(operation)),
  ].filter(Boolean)
  return rights.map(text => ` ${text}`).join('')
}

/** Of every page that may call at all nothing is said. */
function describeAccess({ own, others }: OperationAccess): string {
  const needs = `A page of another origin needs the access \`${own}\``
  if (others === own) return own === 'account' ? '' : `${needs}.`
  return `${needs}, and \`${others}\` for somebody else’s account.`
}

function describeProof(act: Act): string {
  const { when } = ACTS[act]
  const needed = 'A password that was proved within the last ten minutes is needed'
  return when === 'always' ? `${needed}.` : `${needed} ${when}.`
}

function securityOf({ session }: Operation): OperationObject['security'] {
  const ways = [{ cookie: [] }, { bearer: [] }, { dpop: [] }]
  if (session === 'needed') return ways
  return session === 'used' ? [{}, ...ways] : []
}

function parametersOf({ path, query, headers = [] }: Operation, schemas: SchemaWriter) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(path, name))
  const written = query && schemas.write(query, 'input')
  const inQuery = Object.entries(written?.properties ?? {}).map(
    ([name, { description, ...schema }]): Parameter => ({
      name,
      in: 'query',
      schema,
      ...(description && { description }),
    }),
  )
  const inHeaders = headers.map(
    (name): Parameter => ({
      name,
      in: 'header',
      description: CONDITIONAL_HEADERS[name],
      schema: { type: 'string' },
    }),
  )
  return [...inPath, ...inQuery, ...inHeaders]
}

function pathParameter(path: string, name: string): Parameter {
  const numbered = path.startsWith('/api/origins/')
  return {
    name,
    in: 'path',
    required: true,
    schema: { type: numbered ? 'integer' : 'string' },
    description: name === 'uid' ? 'A user ID. Case does not matter.' : 'An id from the list.',
  }
}

function responsesOf(operation: Operation, schemas: SchemaWriter): OperationObject['responses'] {
  const often: HeaderName[] = [
    ...(operation.session === 'ignored' ? [] : (['Set-Cookie', 'Set-Login'] as const)),
    ...(operation.session !== 'ignored' || operation.dpop ? ['DPoP-Nonce' as const] : []),
    ...(operation.limited ? (['RateLimit', 'RateLimit-Policy'] as const) : []),
  ]
  const successes = Object.entries(operation.success).map(([status, success]): [string, Answer] => [
    status,
    successAnswer(success, often, schemas),
  ])
  const problems = [...listProblems(operation)].map(([status, codes]): [string, Answer] => {
    const { headers, maybe } = listProblemHeaders(status)
    const answer = buildProblemAnswer(status, codes)
    return [String(status), { ...answer, ...headersOf(headers, [...maybe, ...often]) }]
  })
  const answers = Object.fromEntries(successes)
  for (const [status, answer] of problems) {
    const other = answers[status]
    answers[status] = other ? joinAnswers(other, answer) : answer
  }
  return answers
}

/** A status that says one of two things: each header of them may be there. */
function joinAnswers(one: Answer, other: Answer): Answer {
  const schemas = [one, other].flatMap(({ content }) => content?.['application/json']?.schema ?? [])
  const headers = Object.entries({ ...one.headers, ...other.headers })
  return {
    description: `${one.description}\n${other.description}`,
    headers: Object.fromEntries(
      headers.map(([name]) => [name, { $ref: `#/components/headers/${name}` }]),
    ),
    content: { 'application/json': { schema: { anyOf: schemas } } },
  }
}

function successAnswer(success: Success, often: HeaderName[], schemas: SchemaWriter): Answer {
  const { what, content, example, headers = [], maybe = [] } = success
  return {
    description: what,
    ...headersOf(headers, [...maybe, ...often]),
    ...(content && {
      content: contentOf(content, example, schema => schemas.write(schema, 'output')),
    }),
  }
}

function headersOf(always: readonly HeaderName[], maybe: readonly HeaderName[]) {
  const named: [string, Header][] = []
  for (const name of always) {
    named.push([name, { description: HEADERS[name], required: true, schema: { type: 'string' } }])
  }
  for (const name of maybe) {
    if (!always.includes(name)) named.push([name, { $ref: `#/components/headers/${name}` }])
  }
  return named.length > 0 ? { headers: Object.fromEntries(named) } : {}
}

function contentOf(
  content: Record<string, ZodType>,
  example: unknown,
  write: (schema: ZodType) => MediaType['schema'],
): Record<string, MediaType> {
  const types = Object.entries(content).map(([type, schema], i): [string, MediaType] => {
    const media = { schema: write(schema), ...(i === 0 && example !== undefined && { example }) }
    return [type, media]
  })
  return Object.fromEntries(types)
}
