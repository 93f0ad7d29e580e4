import type { Terminal } from './terminal.ts'

/** A command as its help shows it: what it does, and the commands below it, if any. */
export type Command = {
  name: string
  summary: string
  /** What else its help says, in lines. */
  notes?: string
  /** By their place and in order: `<uid>` is needed, `[file]` may be left out, `<uids...>` are several. */
  args?: Record<string, string>
  /** As `--limit <number>`, or `--dry-run` for what is on or off. */
  options?: Record<string, string>
  commands?: Command[]
  /** Sees by itself to whether the settings and the database are in order. */
  unprepared?: true
  /** @throws Problem, {@link CommandError} */
  run?(input: Input, terminal: Terminal): Promise<Outcome>
}

/** What was typed: the arguments in their order, and the options by name in camel case. */
export type Input = {
  args: string[]
  options: Record<string, string | boolean | undefined>
}

/** What came of it: `data` for programs (`--json`), `text` for people; null when all is written already. */
export type Outcome = { data: unknown; text: string; failed?: boolean } | null

/** How a command ends: done; failed or refused; not understood, so nothing was tried; not set up to run. */
export const EXIT = { done: 0, failed: 1, usage: 2, setup: 3, interrupted: 130 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Why a command did not do what it was asked, where that is no `Problem` of a store. */
export class CommandError extends Error {
  override readonly name = 'Failure'
  readonly exit: ExitCode
  readonly code: string

  constructor(exit: ExitCode, code: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.exit = exit
    this.code = code
  }
}
