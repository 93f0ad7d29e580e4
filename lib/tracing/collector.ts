import {
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { traceWith } from './hook.ts'
import { traceQueries } from './queries.ts'

/** How long spans are collected before they are sent. */
const EXPORT_DELAY_MS = 1000

/**
 * From now on sends a span for each request, and for each query within it, to the collector that OpenTelemetry's
 * own variables name (OTEL_EXPORTER_OTLP_ENDPOINT and _HEADERS, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES).
 *
 * The provider is ours alone, not the global one, to which Next would write spans with whole URLs, and the queries
 * and user ids in them (ASVS v5.0.0-14.2.1, 16.2.5).
 */
export function traceToCollector(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const named = resourceFromAttributes({ 'service.name': 'latchkey' })
  const exporter = new OTLPTraceExporter()
  const provider = new TracerProvider({
    resource: named.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: EXPORT_DELAY_MS })],
  })
  const tracer = provider.getTracer('latchkey')
  const propagator = new W3CTraceContextPropagator()
  traceWith({
    run(header, act) {
      const carrier = {
        keys: () => [],
        get: (_: unknown, name: string) => header(name) ?? undefined,
      }
      const parent = propagator.extract(ROOT_CONTEXT, {}, carrier)
      const run = (span: Span) => act().finally(() => span.end())
      return tracer.startActiveSpan('request', { kind: SpanKind.SERVER }, parent, run)
    },
    answered({ method, route, status }) {
      const span = trace.getActiveSpan()
      span?.updateName(`${method} ${route}`).setAttributes({
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
      })
      if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    },
    flush: () => provider.forceFlush().catch(() => {}),
  })
  traceQueries(tracer)
}
