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

/** The steps of Prisma that become spans, and their kinds: calls of the client, and queries to the database. */
const STEPS: Record<string, SpanKind> = {
  operation: SpanKind.INTERNAL,
  db_query: SpanKind.CLIENT,
}
/** The attributes of a step that its span keeps, by other names. The text of a query is not kept. */
const KEPT_ATTRIBUTES = { model: 'db.collection.name', method: 'db.operation.name' }

/**
 * Makes spans of the queries that Prisma runs within a request, through the hook that its client has for that. It
 * keeps to the contract of `@prisma/instrumentation`, which would bring packages that patch modules.
 */
export function traceQueries(tracer: Tracer): void {
  const helper = {
    isEnabled: () => true,
    getTraceParent: () => '00-10-10-00',
    getActiveContext: () => context.active(),
    // Prisma has no other process whose spans would have to be taken over.
    dispatchEngineSpans() {},
    runInChildSpan(options: string | Options, act: Act) {
      const { name, attributes = {} } = typeof options === 'string' ? { name: options } : options
      const kind = STEPS[name]
      if (kind === undefined || !trace.getActiveSpan()) return act()
      const kept = Object.entries(KEPT_ATTRIBUTES).flatMap(([from, to]) =>
        typeof attributes[from] === 'string' ? [[to, attributes[from]]] : [],
      )
      const settings = { kind, attributes: Object.fromEntries(kept) }
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
