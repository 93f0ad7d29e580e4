import { env } from '#lib/env/env.ts'

/** Starts tracing where OTEL_EXPORTER_OTLP_ENDPOINT is set. Otherwise OpenTelemetry is not even loaded. */
export async function startTracing(): Promise<void> {
  if (!env().otlpEndpoint) return
  const { traceToCollector } = await import('./collector.ts')
  traceToCollector()
}
