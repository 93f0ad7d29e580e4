import { Fragment } from 'react'
import type { Answer, OperationObject } from '#lib/openapi/openapi.ts'
import { Content } from './content.tsx'

/** What comes back: each success, and the errors, folded away under a line with their statuses. */
export function Answers({ responses }: Pick<OperationObject, 'responses'>) {
  const all = Object.entries(responses)
  const errors = all.filter(([status]) => status >= '400')
  return (
    <>
      {all
        .filter(([status]) => status < '400')
        .map(([status, answer]) => (
          <Success key={status} status={status} answer={answer} />
        ))}
      <details className="text-sm">
        <summary className="rounded-sm py-2 font-medium">
          Errors: {errors.map(([status]) => status).join(', ')}
        </summary>
        <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {errors.map(([status, answer]) => (
            <Fragment key={status}>
              <dt className="font-mono">{status}</dt>
              <dd className="font-mono text-quiet wrap-anywhere">{listCodes(answer).join(', ')}</dd>
            </Fragment>
          ))}
        </dl>
      </details>
    </>
  )
}

function listCodes({ content }: Answer): unknown[] {
  const [, narrower] = content?.['application/json']?.schema.allOf ?? []
  return narrower?.properties?.code?.enum ?? []
}

function Success({ status, answer }: { status: string; answer: Answer }) {
  const { content = {} } = answer
  const [first] = Object.values(content)
  const headers = Object.keys(answer.headers ?? {})
  return (
    <div className="space-y-2">
      <p className="text-sm">
        <span className="font-medium font-mono text-allowed">{status}</span> {answer.description}
      </p>
      <Content content={content} label={`Fields of the answer ${status}`} />
      {headers.length > 0 && (
        <p className="text-quiet text-sm">
          Headers: <span className="font-mono">{headers.join(', ')}</span>
        </p>
      )}
      {first?.example !== undefined && <Example example={first.example} />}
    </div>
  )
}

function Example({ example }: { example: unknown }) {
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2)
  return (
    <details className="text-sm">
      <summary className="rounded-sm py-1 text-quiet">Example</summary>
      <pre className="rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm wrap-anywhere whitespace-pre-wrap">
        {text}
      </pre>
    </details>
  )
}
