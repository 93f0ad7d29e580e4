import type { Metadata } from 'next'
import { readApiDocument } from '#lib/reference/published-document.ts'
import { DocsHeader } from '../docs-header.tsx'
import { Contents } from './contents.tsx'
import { ErrorCodes } from './error-codes.tsx'
import { Operation } from './operation.tsx'
import { groupOperations } from './operations.ts'
import { Prose } from './prose.tsx'
import { Schemas } from './schemas.tsx'

export const metadata: Metadata = { title: 'API' }

export default function ApiPage() {
  const document = readApiDocument()
  const { info, servers, components } = document
  const server = servers[0]?.url ?? ''
  const groups = groupOperations(document)
  return (
    <>
      <DocsHeader current="/docs/api" />
      <main className="mx-auto max-w-page px-4 py-6">
        <h1 className="font-semibold text-xl">API</h1>
        <p className="mb-6 max-w-words text-quiet">
          Every endpoint of <span className="font-mono wrap-anywhere">{server}</span>. Programs can
          read it as{' '}
          <a href="/api/openapi.json" className="text-link">
            openapi.json
          </a>
          . To sign users in from a page, start with{' '}
          <a href="/docs/static-site" className="text-link">
            a page that works
          </a>
          .
        </p>
        <div className="gap-12 md:flex">
          <Contents groups={groups} />
          <div className="min-w-0 flex-1 space-y-12 max-md:mt-8">
            <section aria-labelledby="everywhere" className="space-y-3">
              <h2 id="everywhere" className="font-semibold text-xl">
                For every call
              </h2>
              {info.description.split('\n\n').map(paragraph => (
                <p key={paragraph} className="max-w-words">
                  <Prose text={paragraph} />
                </p>
              ))}
            </section>
            {groups.map(({ id, name, description, operations }) => (
              <section key={id} aria-labelledby={id}>
                <h2 id={id} className="scroll-mt-4 font-semibold text-xl">
                  {name}
                </h2>
                <p className="mb-4 text-quiet">{description}</p>
                {operations.map(documented => (
                  <Operation
                    key={documented.operation.operationId}
                    server={server}
                    documented={documented}
                  />
                ))}
              </section>
            ))}
            <ErrorCodes />
            <Schemas schemas={components.schemas} />
          </div>
        </div>
      </main>
    </>
  )
}
