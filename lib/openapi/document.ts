import { auditOperations } from '#lib/audit/audit-operations.ts'
import { sessionOperations } from '#lib/auth/session-operations.ts'
import { signInOperations } from '#lib/auth/sign-in-operations.ts'
import { tokenOperations } from '#lib/auth/token-operations.ts'
import { publishedOperations } from '#lib/client/published-operations.ts'
import type { Env } from '#lib/env.ts'
import { ProblemJson } from '#lib/http/problem-json.ts'
import { originOperations } from '#lib/origins/origin-operations.ts'
import { accountOperations } from '#lib/users/account-operations.ts'
import { manyOperations } from '#lib/users/many-operations.ts'
import { pictureOperations } from '#lib/users/picture-operations.ts'
import { userOperations } from '#lib/users/user-operations.ts'
import { INTRODUCTION, securitySchemes } from './introduction.ts'
import { SchemaWriter } from './json-schema.ts'
import type { OpenApi } from './openapi.ts'
import { HEADERS, TAGS } from './operation.ts'
import { operationObject } from './operation-object.ts'

/** That of package.json. */
const VERSION = '0.1.0'

const operations = [
  ...signInOperations,
  ...tokenOperations,
  ...userOperations,
  ...accountOperations,
  ...sessionOperations,
  ...pictureOperations,
  ...manyOperations,
  ...auditOperations,
  ...originOperations,
  ...publishedOperations,
]

/**
 * The API as an OpenAPI 3.1 document. The schemas of requests are those by which routes read them, the schemas of
 * answers those that their types follow from; the contract tests hold every answer to it.
 */
export function openApiDocument(settings: Pick<Env, 'publicUrl' | 'cookieName'>): OpenApi {
  const schemas = new SchemaWriter()
  schemas.write(ProblemJson, 'output')
  const paths: OpenApi['paths'] = {}
  for (const operation of operations) {
    const { method, path, alias } = operation
    const object = operationObject(operation, schemas)
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
      securitySchemes: securitySchemes(settings.cookieName),
    },
  }
}
