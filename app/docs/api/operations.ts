import type { OpenApi, OperationObject } from '#lib/openapi/openapi.ts'

/** A method of a path, and other paths that do the same. */
export type DocumentedOperation = {
  method: string
  path: string
  aliases: string[]
  operation: OperationObject
}
export type OperationGroup = {
  name: string
  id: string
  description: string
  operations: DocumentedOperation[]
}

/** The operations of a document by tag, in its order. An operation with several paths appears once. */
export function groupOperations({ tags, paths }: OpenApi): OperationGroup[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const aliasesOf = (of: { path: string; method: string }) =>
    all
      .filter(one => one.method === of.method && one.operation['x-alias-of'] === of.path)
      .map(({ path }) => path)
  return tags.map(({ name, description }) => ({
    name,
    description,
    id: name.toLowerCase().replaceAll(' ', '-'),
    operations: all
      .filter(({ operation }) => operation.tags[0] === name && !operation['x-alias-of'])
      .map(one => ({ ...one, aliases: aliasesOf(one) })),
  }))
}
