import type { OperationObject } from '#lib/openapi/openapi.ts'
import { Snippet } from '../snippet.tsx'
import { Answers } from './answers.tsx'
import { buildCurlCall, buildFetchCall } from './example-call.ts'
import { Fields } from './fields.tsx'
import { Method } from './method.tsx'
import type { DocumentedOperation } from './operations.ts'
import { Prose } from './prose.tsx'
import { listFields } from './schema-fields.ts'
import { SchemaType } from './schema-type.tsx'

/** An operation: what it is for, what it takes and gives, and how it is called. */
export function Operation({
  server,
  documented,
}: {
  server: string
  documented: DocumentedOperation
}) {
  const { method, path, aliases, operation } = documented
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation
  return (
    <article
      id={operationId}
      aria-labelledby={`${operationId}-name`}
      className="scroll-mt-4 space-y-4 border-line border-t py-6"
    >
      <header className="space-y-1">
        <h3 id={`${operationId}-name`} className="font-semibold">
          <a href={`#${operationId}`} className="rounded-sm hover:underline">
            {summary}
          </a>
        </h3>
        <p className="flex flex-wrap items-baseline gap-x-2 font-mono text-sm wrap-anywhere">
          <Method name={method} />
          {path}
          {aliases.map(alias => (
            <span key={alias} className="text-quiet">
              <span className="font-sans">also</span> {alias}
            </span>
          ))}
        </p>
      </header>
      <p className="max-w-words">
        <Prose text={description} />
      </p>
      <p className="text-quiet text-sm">{askersOf(operation)}</p>
      {parameters.length > 0 && (
        <Part title="Parameters">
          <Fields
            label={`Parameters: ${summary}`}
            fields={parameters.map(
              ({ name, in: where, required = false, description, schema }) => ({
                ...{ name, where, required },
                schema: description === undefined ? schema : { ...schema, description },
              }),
            )}
          />
        </Part>
      )}
      {requestBody && (
        <Part title="Body">
          <Body {...requestBody} />
        </Part>
      )}
      <Part title="Answer">
        <Answers responses={responses} />
      </Part>
      <div className="grid gap-3 lg:grid-cols-2 [&>*]:min-w-0">
        <Snippet label="curl" code={buildCurlCall(server, documented)} />
        <Snippet label="fetch" code={buildFetchCall(server, documented)} />
      </div>
    </article>
  )
}

function Body({ content }: NonNullable<OperationObject['requestBody']>) {
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
      {first && <Fields label="Fields of the body" fields={listFields(first[1].schema)} />}
    </>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="space-y-2">
      <h4 className="font-medium text-quiet text-sm">{title}</h4>
      {children}
    </section>
  )
}

function askersOf({ security }: OperationObject): string {
  if (security.length === 0) return 'Anybody may call it, signed in or not.'
  const anybody = security.some(way => Object.keys(way).length === 0)
  return anybody
    ? 'Who is signed in makes a difference; by cookie or bearer token.'
    : 'Needs somebody who is signed in, by cookie or bearer token.'
}
