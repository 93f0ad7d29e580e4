import type { OperationObject } from '#lib/openapi/openapi.ts'
import { Snippet } from '../snippet.tsx'
import { Answers } from './answers.tsx'
import { Content } from './content.tsx'
import { buildCurlCall, buildFetchCall } from './example-call.ts'
import { Fields } from './fields.tsx'
import { Method } from './method.tsx'
import type { DocumentedOperation } from './operations.ts'
import { Prose } from './prose.tsx'

/** An operation: what it is for, what it takes and returns, and how to call it. */
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
      <p className="text-quiet text-sm">{describeAccess(operation)}</p>
      {parameters.length > 0 && (
        <Part title="Parameters">
          <Fields
            label={`Parameters: ${summary}`}
            fields={parameters.map(
              ({ name, in: where, required = false, description, schema }) => ({
                name,
                where,
                required,
                schema: description === undefined ? schema : { ...schema, description },
              }),
            )}
          />
        </Part>
      )}
      {requestBody && (
        <Part title="Body">
          <Content content={requestBody.content} label="Fields of the body" />
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

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="space-y-2">
      <h4 className="font-medium text-quiet text-sm">{title}</h4>
      {children}
    </section>
  )
}

function describeAccess({ security }: OperationObject): string {
  if (security.length === 0) return 'Anybody may call it, signed in or not.'
  const anybody = security.some(scheme => Object.keys(scheme).length === 0)
  return anybody
    ? 'Works without a session, but signed-in users get more; by cookie or bearer token.'
    : 'Only for signed-in users, by cookie or bearer token.'
}
