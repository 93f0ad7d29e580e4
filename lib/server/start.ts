import { env } from '#lib/env/env.ts'
import { findAllowFault } from '#lib/origins/allow-fault.ts'
import type { FirstAdmin } from '#lib/users/first-admin.ts'
import { describeStartError } from './start-error.ts'
import { isLeadProcess } from './worker.ts'

/** Stops the process with every fault of the environment and what to write instead, exit status 1. */
export function checkEnvironment(): void {
  try {
    env(findAllowFault)
  } catch (error) {
    refuseToStart(error)
  }
}

/**
 * Goes on serving when nobody can be told any more, since whoever read the output has gone or its disk is full. Next
 * writes what is uncaught to that output: one line that failed would be the next to write, for ever.
 */
export function ignoreOutputErrors(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
}

/**
 * Stops the process, exit status 1, and says what to do, or where it failed when nobody foresaw it: Next would go on
 * after an error, and serve nobody.
 */
export function refuseToStart(error: unknown): never {
  const words = describeStartError(error) ?? (error instanceof Error ? error.stack : String(error))
  process.stderr.write(`\n${words}\n`)
  process.exit(1)
}

/** Runs `act` and says that it is done and how long it took. */
export async function runStep<T>(name: string, act: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await act()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (isLeadProcess()) process.stdout.write(`✓ ${name} (${seconds} s)\n`)
  return result
}

/** What a person reads when the server is there; the generated password is shown this once. */
export function printWelcome({ uid, password }: FirstAdmin, processes = 1): void {
  const many = processes > 1 ? ` by ${processes} processes` : ''
  const lines = ['', `Latchkey serves on ${env().publicUrl.origin}${many}`, `Administrator: ${uid}`]
  if (password) lines.push(`Password, shown this once: ${password}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}
