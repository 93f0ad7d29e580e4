import type { JsonSchema } from '#lib/openapi/openapi.ts'
import { Prose } from './prose.tsx'
import type { SchemaField } from './schema-fields.ts'
import { SchemaType } from './schema-type.tsx'

/** A table of fields or parameters: name, type and meaning. */
export function Fields({ label, fields }: { label: string; fields: SchemaField[] }) {
  if (fields.length === 0) return null
  return (
    <table className="field-table w-full text-left text-sm">
      <caption className="sr-only">{label}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, schema, required, where }) => (
          <tr key={`${where} ${name}`}>
            <th scope="row">
              {name}
              {where && <span className="font-sans text-quiet"> in the {where}</span>}
            </th>
            <td>
              <SchemaType schema={schema} />
              {required ? '' : <span className="text-quiet">, optional</span>}
            </td>
            <td>
              <Meaning schema={schema} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Meaning({ schema }: { schema: JsonSchema }) {
  const facts = [schema.description, ...describeBounds(schema)].filter(fact => fact !== undefined)
  return <Prose text={facts.join(' ')} />
}

function describeBounds(schema: JsonSchema): string[] {
  const [only] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern } = {
    ...only,
    ...schema,
  }
  return [
    describeRange(minLength, maxLength, ' characters'),
    describeRange(minimum, maximum, ''),
    schema.prefixItems ? '' : describeRange(minItems, maxItems, ' items'),
    describePattern(pattern),
    schema.default === undefined || schema.default === ''
      ? ''
      : `By default \`${String(schema.default)}\`.`,
  ].filter(Boolean)
}

function describePattern(pattern: string | undefined): string {
  if (pattern === undefined) return ''
  return pattern === '^[^\\p{Cc}\\p{Cs}]*$' ? 'No control characters.' : `\`${pattern}\`.`
}

function describeRange(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return ''
  if (most === undefined) return `At least ${least}${unit}.`
  return least === undefined ? `At most ${most}${unit}.` : `${least} to ${most}${unit}.`
}
