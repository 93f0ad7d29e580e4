import { type ZodType, z } from 'zod'
import type { JsonSchema } from './openapi.ts'

/** Formats for which zod also writes a pattern, of up to 300 characters, that adds nothing. */
const FORMATS = new Set(['date', 'date-time', 'email', 'uri'])

/** Writes zod schemas as JSON Schema. Those with an `id` are written once, into `components`. */
export class SchemaWriter {
  readonly components: Record<string, JsonSchema> = {}

  /** @param io whether clients send what the schema describes (`input`) or receive it (`output`). */
  write(schema: ZodType, io: 'input' | 'output'): JsonSchema {
    // Wrapped in another schema, since only there a schema with an `id` becomes a reference.
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
    // A property that must not be there.
    if ('not' in property) delete schema.properties?.[name]
  }
}

function withComponents(whole: object): {
  properties: { it: JsonSchema }
  $defs?: Record<string, JsonSchema & { id?: string }>
} {
  return JSON.parse(JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
