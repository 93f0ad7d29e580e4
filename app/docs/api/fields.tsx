import type { JsonSchema } from '#lib/openapi/openapi.ts'
import { Prose } from './prose.tsx'
import type { SchemaField } from './schema-fields.ts'
import { SchemaType } from './schema-type.tsx'

/** A table of fields or parameters: what each is called, what it may be, and what it says. */
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
              {required ? '' : <span className="text-quiet">, may be left out</span>}
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
  const facts = [schema.description, ...boundsOf(schema)].filter(fact => fact !== undefined)
  return <Prose text={facts.join(' ')} />
}

function boundsOf(schema: JsonSchema): string[] {
  const [only] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern } = {
    ...only,
    ...schema,
  }
  return [
    between(minLength, maxLength, ' characters'),
    between(minimum, maximum, ''),
    schema.prefixItems ? '' : between(minItems, maxItems, ' of them'),
    patternWords(pattern),
    schema.default === undefined || schema.default === ''
      ? ''
      : `By default \`${String(schema.default)}\`.`,
  ].filter(Boolean)
}

function patternWords(pattern: string | undefined): string {
  if (pattern === undefined) return ''
  return pattern === '^[^\\p{Cc}\\p{Cs}]*$' ? 'No control characters.' : `\`${pattern}\`.`
}

function between(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return ''
  if (most === undefined) return `At least ${least}${unit}.`
  return least === undefined ? `At most ${most}${unit}.` : `${least} to ${most}${unit}.`
}
