import type { Names } from '../fixtures/sites.ts'

/** How a browser treats the cookie of the server, and what the client makes of it. */
export type Mode = {
  /** In the words of the table. */
  cookies: string
  /** Whether the server's cookie is partitioned, as Latchkey sends it. */
  server: 'auth' | 'unpartitioned'
  /** By what people are signed in then. */
  outcome: 'cookie' | 'bearer'
  /** Whether the browser keeps nothing for the page, so that a reload signs out. */
  forgets?: true
}

/** A page in a browser under test. */
export type Tab = {
  open(url: string): Promise<void>
  /** Runs the body of an async function, with `args` as its `arguments`; both ways as JSON. */
  run<T>(body: string, ...args: unknown[]): Promise<T>
}

/** One profile: its tabs share cookies and are of one process or several. */
export type Profile = { tab(): Promise<Tab>; close(): Promise<void> }

/** A browser that is on this machine. */
export type Engine<M extends Mode = Mode> = {
  /** With its version. */
  name: string
  modes: M[]
  /** Host names that it takes for this machine. */
  names: Names
  launch(mode: M): Promise<Profile>
}
