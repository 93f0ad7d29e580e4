import type { Env } from '#lib/env/env-type.ts'
import { ProblemJson } from '#lib/http/problem-json.ts'
import { SchemaWriter } from '#lib/openapi/json-schema.ts'
import type { OpenApi } from '#lib/openapi/openapi.ts'
import { HEADERS, TAGS } from '#lib/openapi/operation.ts'
import { toOperationObject } from '#lib/openapi/operation-object.ts'
import { buildSecuritySchemes, INTRODUCTION } from './introduction.ts'
import { operations } from './operations.ts'

/** The version in package.json. */
const VERSION = '0.1.0'

/**
 * The API as an OpenAPI 3.1 document. Its schemas of requests are those that the routes validate with, its schemas of
 * answers those that the types derive from. The contract tests compare every answer with it.
 */
export function buildOpenApiDocument(settings: Pick<Env, 'publicUrl' | 'cookieName'>): OpenApi {
  const schemas = new SchemaWriter()
  schemas.write(ProblemJson, 'output')
  const paths: OpenApi['paths'] = {}
  for (const operation of operations) {
    const { method, path, alias } = operation
    const object = toOperationObject(operation, schemas)
    paths[path] = { ...paths[path], [method]: object }
    if (!alias) continue
    const operationId = `${object.operationId}ByAlias`
    paths[alias] = { ...paths[alias], [method]: { ...object, operationId, 'x-alias-of': path } }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Latchkey',
      version: VERSION,
      summary: 'The login server for front-ends that live on another origin.',
      description: INTRODUCTION.join('\n\n'),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: settings.publicUrl.origin }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: schemas.components,
      headers: Object.fromEntries(
        Object.entries(HEADERS).map(([name, description]) => [
          name,
          { description, schema: { type: 'string' } },
        ]),
      ),
      securitySchemes: buildSecuritySchemes(settings.cookieName),
    },
  }
}
