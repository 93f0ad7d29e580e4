import { type ZodType, z } from 'zod'
import type { JsonSchema } from './openapi.ts'

/** What a format says already, and zod says again in a pattern of 300 characters. */
const FORMATS = new Set(['date', 'date-time', 'email', 'uri'])

/** Writes schemas of zod as JSON Schema; those with an `id` stand once, among the `components`. */
export class SchemaWriter {
  readonly components: Record<string, JsonSchema> = {}

  /** @param io whether the schema is of what a client sends, or of what it gets. */
  write(schema: ZodType, io: 'input' | 'output'): JsonSchema {
    // Inside of another one, since only there a schema with an `id` becomes a reference.
    const whole = z.toJSONSchema(z.object({ it: schema }), {
      io,
      override: ({ jsonSchema }) => tidy(jsonSchema as JsonSchema),
    })
    const { properties, $defs = {} } = withComponents(whole)
    for (const [id, { id: _, ...component }] of Object.entries($defs)) {
      const known = this.components[id]
      if (known && JSON.stringify(known) !== JSON.stringify(component)) {
        throw new Error(`Two schemas are called ${id}.`)
      }
      this.components[id] = component
    }
    return properties.it
  }
}

function tidy(schema: JsonSchema): void {
  if (schema.format && FORMATS.has(schema.format)) delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    // What may not be there at all.
    if ('not' in property) delete schema.properties?.[name]
  }
}

function withComponents(whole: object): {
  properties: { it: JsonSchema }
  $defs?: Record<string, JsonSchema & { id?: string }>
} {
  return JSON.parse(JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
