import type { JsonSchema } from '#lib/openapi/openapi.ts'

/** A property by its path, or a parameter and where it is sent. */
export type SchemaField = { name: string; schema: JsonSchema; required: boolean; where?: string }

/** The properties of an object and of its nested objects. A schema that has a name of its own is not expanded. */
export function listFields(schema: JsonSchema, above = ''): SchemaField[] {
  const options = schema.anyOf ?? schema.oneOf
  if (options) return mergeOptions(options.map(option => listFields(option, above)))
  if (schema.items && !schema.items.$ref) return listFields(schema.items, above)
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${above}${name}`
    const required = schema.required?.includes(name) ?? false
    return [{ name: path, schema: property, required }, ...listFields(property, `${path}.`)]
  })
}

/** A field of several options is listed once; it is required if every option has it and requires it. */
function mergeOptions(options: SchemaField[][]): SchemaField[] {
  const objects = options.filter(fields => fields.length > 0)
  const byName = Map.groupBy(objects.flat(), ({ name }) => name)
  return [...byName].map(([name, same]) => ({
    name,
    schema: mergeSchemas(same.map(({ schema }) => schema)),
    required: same.length === objects.length && same.every(({ required }) => required),
  }))
}

function mergeSchemas(schemas: JsonSchema[]): JsonSchema {
  const different = new Map(schemas.map(schema => [JSON.stringify(schema), schema]))
  const [first = {}, ...others] = different.values()
  return others.length === 0 ? first : { anyOf: [first, ...others] }
}
