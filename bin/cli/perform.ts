import { flushEvents } from '#lib/audit/record-event.ts'
import { closeDb } from '#lib/db/db.ts'
import { requireKnownSchema } from '#lib/db/schema-state.ts'
import { env } from '#lib/env/env.ts'
import { runInCommand } from '#lib/http/request-context.ts'
import { findAllowFault } from '#lib/origins/allow-fault.ts'
import { stopPasswordWorkers } from '#lib/passwords/password.ts'
import { createLog } from '#lib/runtime/log.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { type Command, EXIT, type ExitCode, type Input } from './command.ts'
import { findExitCode, reportFailure } from './failure.ts'
import type { Terminal } from './terminal.ts'

/** What audit events of the command line have in place of a browser (ASVS v5.0.0-16.2.1). */
const USER_AGENT = 'Latchkey command line'

/** Runs `command` and writes its outcome, or why it failed. @returns the exit status. */
export async function performCommand(
  command: Command,
  input: Input,
  terminal: Terminal,
): Promise<ExitCode> {
  // The log of the stores goes where messages go, to standard error.
  const out = { write: (line: string) => terminal.err.write(`${toSentence(line)}\n`) }
  onePerProcess('log', () => createLog('error', out))
  try {
    if (!command.unprepared) env(findAllowFault)
    if (!command.anySchema) await requireKnownSchema()
    const outcome = await runInCommand(USER_AGENT, async () => command.run?.(input, terminal))
    if (!outcome) return EXIT.done
    const { data, text, failed = false } = outcome
    terminal.out.write(`${terminal.json ? JSON.stringify(data, null, 2) : text}\n`)
    return failed ? EXIT.failed : EXIT.done
  } catch (error) {
    reportFailure(error, terminal)
    return findExitCode(error)
  } finally {
    await flushEvents()
  }
}

/** A line of the log for people: what happened and why, without the stack. */
function toSentence(line: string): string {
  const { message, reason, cause = '' } = JSON.parse(line)
  return `${message}: ${reason ?? String(cause).split('\n', 1)[0]}`
}

/** Closes what commands have opened in this process. */
export async function closeResources(): Promise<void> {
  await stopPasswordWorkers()
  await closeDb()
}
