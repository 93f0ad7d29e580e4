import type { Terminal } from './terminal.ts'

/** A command: what its help shows, what it does, and its subcommands. */
export type Command = {
  name: string
  summary: string
  /** More lines for the help. */
  notes?: string
  /** Descriptions of the arguments, in order: `<uid>` is required, `[file]` optional, `<uids...>` several. */
  args?: Record<string, string>
  /** Descriptions of the options: `--limit <number>` has a value, `--dry-run` is on or off. */
  options?: Record<string, string>
  commands?: Command[]
  /** Whether it checks the settings itself. For all others they are checked before `run`. */
  unprepared?: true
  /** Whether it takes a database of every version, as one that is to be replaced. */
  anySchema?: true
  /** @throws Problem, {@link CommandError} */
  run?(input: Input, terminal: Terminal): Promise<Outcome>
}

/** What was typed: the arguments in order, and the options by their names in camel case. */
export type Input = {
  args: string[]
  options: Record<string, string | boolean | undefined>
}

/** The result: `data` for programs (`--json`), `text` for people; null when the command has written it already. */
export type Outcome = { data: unknown; text: string; failed?: boolean } | null

/** Exit statuses: done; failed or refused; invalid usage, so nothing was tried; not set up to run. */
export const EXIT = { done: 0, failed: 1, usage: 2, setup: 3, interrupted: 130 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Why a command failed, when it is not a `Problem` of a store. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exit: ExitCode
  readonly code: string

  constructor(exit: ExitCode, code: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.exit = exit
    this.code = code
  }
}
