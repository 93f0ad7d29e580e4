import type { JsonSchema } from '#lib/openapi/openapi.ts'
import { Fields } from './fields.tsx'
import { Prose } from './prose.tsx'
import { listFields } from './schema-fields.ts'

/** The named schemas and their fields. */
export function Schemas({ schemas }: { schemas: Record<string, JsonSchema> }) {
  return (
    <section aria-labelledby="schemas">
      <h2 id="schemas" className="mb-4 scroll-mt-4 font-semibold text-xl">
        Schemas
      </h2>
      {Object.entries(schemas).map(([name, schema]) => (
        <div
          key={name}
          id={`schema-${name}`}
          className="scroll-mt-4 space-y-2 border-line border-t py-4"
        >
          <h3 className="font-mono font-semibold">{name}</h3>
          {schema.description && (
            <p>
              <Prose text={schema.description} />
            </p>
          )}
          <Fields label={`Fields of ${name}`} fields={listFields(schema)} />
        </div>
      ))}
    </section>
  )
}
