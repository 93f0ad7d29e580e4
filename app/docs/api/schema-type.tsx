import type { JsonSchema } from '#lib/openapi/openapi.ts'

/** The type of a value, much as TypeScript would write it; a schema with a name links to its fields. */
export function SchemaType({ schema }: { schema: JsonSchema }) {
  const { $ref, anyOf, oneOf, allOf, items, prefixItems } = schema
  if ($ref) {
    const name = $ref.split('/').at(-1) ?? ''
    return (
      <a href={`#schema-${name}`} className="text-link">
        {name}
      </a>
    )
  }
  const [first] = allOf ?? []
  if (first) return <SchemaType schema={first} />
  const options = anyOf ?? oneOf
  if (options) return <Options options={options} />
  if (items || prefixItems) {
    const within = items || { anyOf: prefixItems ?? [] }
    return (
      <>
        list of <SchemaType schema={within} />
      </>
    )
  }
  return describeType(schema)
}

function Options({ options }: { options: JsonSchema[] }) {
  const keyOf = (option: JsonSchema) => (option.properties ? 'object' : JSON.stringify(option))
  const different = new Map(options.map(option => [keyOf(option), option]))
  return [...different].map(([key, option], i) => (
    <span key={key}>
      {i > 0 && ' or '}
      <SchemaType schema={option} />
    </span>
  ))
}

function describeType({ type, format, enum: values, const: only, properties }: JsonSchema): string {
  if (values) return values.map(value => JSON.stringify(value)).join(' or ')
  if (only !== undefined) return JSON.stringify(only)
  if (format === 'binary') return 'file'
  if (type === 'object') return properties ? 'object' : 'object with any properties'
  if (format) return format
  return [type].flat().join(' or ') || 'anything'
}
