import { env } from '#lib/env/env.ts'

/** Has requests traced where OTEL_EXPORTER_OTLP_ENDPOINT says to whom; else OpenTelemetry is not even loaded. */
export async function startTracing(): Promise<void> {
  if (!env().otlpEndpoint) return
  const { traceToCollector } = await import('./collector.ts')
  traceToCollector()
}
