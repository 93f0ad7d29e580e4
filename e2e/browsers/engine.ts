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
  /** By which ways `signIn` is tried, and where a page comes from on the way back. */
  signIn?: { ways: Way[]; back: Back }
}

/** How `signIn` asks the person. */
export type Way = 'popup' | 'redirect' | 'fedcm'

/** Whether Back brings a page from the browser's cache or loads it anew. */
export type Back = 'cached' | 'anew'

/** A page in a browser under test. */
export type Tab = {
  open(url: string): Promise<void>
  /** Runs the body of an async function, with `args` as its `arguments`; both ways as JSON. */
  run<T>(body: string, ...args: unknown[]): Promise<T>
  /** Clicks the first element of a selector, as a person does. */
  click(selector: string): Promise<void>
  /** Types into the first element of a selector, as a person does. */
  type(selector: string, text: string): Promise<void>
  goBack(): Promise<void>
  close(): Promise<void>
  /** Where there is FedCM: gives what waits for the browser's dialog, and chooses its first account. */
  watchDialog?(): Promise<() => Promise<void>>
}

/** One profile: its tabs share cookies and are of one process or several. */
export type Profile = {
  tab(): Promise<Tab>
  /** Waits for the window that a page has opened. */
  findPopup(): Promise<Tab>
  close(): Promise<void>
}

/** A browser that is on this machine. */
export type Engine<M extends Mode = Mode> = {
  /** With its version. */
  name: string
  modes: M[]
  /** Host names that it takes for this machine. */
  names: Names
  /** @param port where the sites listen on this machine */
  launch(mode: M, port: number): Promise<Profile>
}
