import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { PROBLEM_CODES } from '#lib/http/problem-codes.ts'
import type { JsonSchema } from '#lib/openapi/openapi.ts'
import { UNDOCUMENTED } from '#lib/openapi/operation.ts'
import { readRoutes } from '#lib/server/router.ts'
import { buildOpenApiDocument } from './document.ts'

process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
const ROOT = join(import.meta.dirname, '../..')
const document = buildOpenApiDocument({
  publicUrl: new URL('https://auth.example.com/'),
  cookieName: '__Host-jwt',
})
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

it('is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  expect({ valid, errors, version: validator.version }).toEqual({ valid: true, version: '3.1' })
})

it('has exactly the methods of the routes', async () => {
  const documented = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
  const routes = await routesOfApp()
  expect([...documented, ...Object.keys(UNDOCUMENTED)].toSorted()).toEqual(routes.toSorted())
})

it('gives each operation a unique ID', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(ids).toEqual([...new Set(ids)])
})

it('has an example for each body and each JSON answer, which matches the schema', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const mismatches = operations.flatMap(({ path, method, operation }) => {
    const { requestBody, responses } = operation
    const bodies = [requestBody, ...['200', '201'].map(status => responses[status])]
    return bodies.flatMap(body => {
      const [[type, media] = []] = Object.entries(body?.content ?? {})
      if (!media || !type?.endsWith('/json') || path === '/api/openapi.json') return []
      const validate = ajv.compile({ ...media.schema, components: document.components })
      return validate(media.example)
        ? []
        : [`${method} ${path} ${type}: ${ajv.errorsText(validate.errors)}`]
    })
  })
  expect(mismatches).toEqual([])
})

it('allows no answer to have a property that its schema does not name', () => {
  const answers = operations.flatMap(({ path, operation }) =>
    path === '/api/openapi.json' ? [] : Object.values(operation.responses),
  )
  const reached = JSON.stringify(answers)
  const named = Object.entries(document.components.schemas)
    .filter(([id]) => reached.includes(`"#/components/schemas/${id}"`))
    .map(([, schema]) => schema)
  expect(named.length).toBeGreaterThan(10)
  expect([answers, named].flatMap(openObjects)).toEqual([])
})

it('explains exactly the codes that occur in the sources', () => {
  const sources = sourcesOf('lib', 'app')
  const thrown = [...sources.matchAll(/new Problem\(\s*\d+,\s*'(\w+)'/g)].map(([, code]) => code)
  const known = Object.keys(PROBLEM_CODES)
  expect(thrown.filter(code => !known.includes(code ?? ''))).toEqual([])
  expect(known.filter(code => !sources.includes(`'${code}'`))).toEqual([])
})

it('has the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(document.info.version).toBe(version)
})

it('names this server and its cookie', () => {
  expect(document.servers).toEqual([{ url: 'https://auth.example.com' }])
  expect(document.components.securitySchemes.cookie).toMatchObject({ name: '__Host-jwt' })
})

/** Every method of every route, from the answers to `OPTIONS`. A catch-all route has the method `*`. */
async function routesOfApp(): Promise<string[]> {
  const found: string[] = []
  for (const [pattern, { OPTIONS }] of await readRoutes(join(ROOT, 'app'))) {
    const path = pattern.replace(/:(\w+)/g, '{$1}')
    const request = new Request(`http://localhost${path}`, { method: 'OPTIONS' })
    const answer = await OPTIONS?.(request, { params: Promise.resolve({}) })
    const methods = (answer?.headers.get('allow') ?? '').split(', ')
    const own = methods.filter(method => method !== 'HEAD' && method !== 'OPTIONS')
    found.push(...(path.includes('*') ? ['*'] : own).map(method => `${method} ${path}`))
  }
  return found
}

/** The object schemas within `value` that say nothing about additional properties, and so allow them. */
function openObjects(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const { type, additionalProperties } = value as JsonSchema
  const own = type === 'object' && additionalProperties === undefined ? [value] : []
  return [...own, ...Object.values(value).flatMap(openObjects)]
}

function sourcesOf(...folders: string[]): string {
  const files = folders.flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }),
  )
  return files
    .filter(file => file.isFile() && /\.tsx?$/.test(file.name))
    .filter(file => !/test\.ts$|-operations\.ts$|problem-codes\.ts$/.test(file.name))
    .map(file => readFileSync(join(file.parentPath, file.name), 'utf8'))
    .join('\n')
}
