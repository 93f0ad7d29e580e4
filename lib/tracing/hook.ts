import { onePerProcess } from '#lib/runtime/one-per-process.ts'

type Answered = { method: string; route: string; status: number }
/** Gives a header of a request by its name in lower case. */
type Header = (name: string) => string | null | undefined

/** What makes spans of requests. There is none unless traces are wanted, and then nothing of it is loaded. */
export type Tracing = {
  /** Runs `act` as the span of a request, within the trace that its headers name. */
  run<T>(header: Header, act: () => Promise<T>): Promise<T>
  /** Says what the request of the present span was, and how it went. */
  answered(answered: Answered): void
  /** Sends what is held back. */
  settle(): Promise<void>
}

const held = () => onePerProcess<{ tracing: Tracing | null }>('tracing', () => ({ tracing: null }))

/** Has requests traced by `tracing` from now on. */
export function traceWith(tracing: Tracing): void {
  held().tracing = tracing
}

/** Runs `act`, which answers a request with these headers. */
export function runTraced<T>(header: Header, act: () => Promise<T>): Promise<T> {
  const { tracing } = held()
  return tracing ? tracing.run(header, act) : act()
}

/** Says of the request that is traced just now what it was, and how it went. */
export function noteAnswer(answered: Answered): void {
  held().tracing?.answered(answered)
}

/** Sends what is held back: at the end of the process. */
export async function flushTraces(): Promise<void> {
  await held().tracing?.settle()
}
