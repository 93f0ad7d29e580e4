import { onePerProcess } from '#lib/runtime/one-per-process.ts'

type Answered = { method: string; route: string; status: number }
/** Returns a header of the request by its lower-case name. */
type Header = (name: string) => string | null | undefined

/** What turns requests into spans. It exists, and its code is loaded, only where traces are wanted. */
export type Tracing = {
  /** Runs `act` within a span, as part of the trace that the request's headers name. */
  run<T>(header: Header, act: () => Promise<T>): Promise<T>
  /** Names the current span after its request, and notes the status of the answer. */
  answered(answered: Answered): void
  /** Sends the spans that were collected. */
  flush(): Promise<void>
}

const held = () => onePerProcess<{ tracing: Tracing | null }>('tracing', () => ({ tracing: null }))

/** Traces requests by `tracing` from now on. */
export function traceWith(tracing: Tracing): void {
  held().tracing = tracing
}

/** Runs `act`, which answers the request with these headers, within a span where traces are wanted. */
export function runTraced<T>(header: Header, act: () => Promise<T>): Promise<T> {
  const { tracing } = held()
  return tracing ? tracing.run(header, act) : act()
}

/** Notes on the current span which request it is and with which status it was answered. */
export function noteAnswer(answered: Answered): void {
  held().tracing?.answered(answered)
}

/** Sends the spans that were collected, when the process ends. */
export async function flushTraces(): Promise<void> {
  await held().tracing?.flush()
}
