import {
  type Context,
  context,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'

type Options = { name: string; attributes?: Record<string, unknown> }
type Act = (span?: unknown, context?: Context) => unknown

/** Which of Prisma's steps become spans, by which kind: what is called, and what is asked of the database. */
const STEPS: Record<string, SpanKind> = {
  operation: SpanKind.INTERNAL,
  db_query: SpanKind.CLIENT,
}
/** What a step says of itself and spans keep. The text of a query is not among it. */
const KEPT_ATTRIBUTES = { model: 'db.collection.name', method: 'db.operation.name' }

/**
 * Makes spans of the queries that Prisma runs in the course of a request, by what its client offers for that (the
 * contract of `@prisma/instrumentation`, which itself also brings programs that patch modules).
 */
export function traceQueries(tracer: Tracer): void {
  const helper = {
    isEnabled: () => true,
    getTraceParent: () => '00-10-10-00',
    getActiveContext: () => context.active(),
    // Nothing of Prisma's runs elsewhere.
    dispatchEngineSpans() {},
    runInChildSpan(options: string | Options, act: Act) {
      const { name, attributes = {} } = typeof options === 'string' ? { name: options } : options
      const kind = STEPS[name]
      if (kind === undefined || !trace.getActiveSpan()) return act()
      const told = Object.entries(KEPT_ATTRIBUTES).flatMap(([from, to]) =>
        typeof attributes[from] === 'string' ? [[to, attributes[from]]] : [],
      )
      const settings = { kind, attributes: Object.fromEntries(told) }
      return tracer.startActiveSpan(`prisma ${name}`, settings, async span => {
        try {
          return await act(span, context.active())
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR })
          throw error
        } finally {
          span.end()
        }
      })
    },
  }
  Object.assign(globalThis, { V7_PRISMA_INSTRUMENTATION: { helper } })
}
