import type { MediaType } from '#lib/openapi/openapi.ts'
import { Fields } from './fields.tsx'
import { listFields } from './schema-fields.ts'
import { SchemaType } from './schema-type.tsx'

type Props = { content: Record<string, MediaType>; label: string }

/** What a body or an answer consists of: each media type, and the fields of the first. */
export function Content({ content, label }: Props) {
  const types = Object.entries(content)
  const [first] = types
  return (
    <>
      {types.map(([type, { schema }]) => (
        <p key={type} className="text-sm">
          <span className="font-mono">{type}</span>
          <span className="text-quiet">: </span>
          <SchemaType schema={schema} />
        </p>
      ))}
      {first && <Fields label={label} fields={listFields(first[1].schema)} />}
    </>
  )
}
