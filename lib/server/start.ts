import { env } from '#lib/env/env.ts'
import { findLogoFileFault } from '#lib/env/site-logo-file.ts'
import { findAllowFault } from '#lib/origins/allow-fault.ts'
import type { FirstAdmin } from '#lib/users/first-admin.ts'
import { describeStartError } from './start-error.ts'
import { isLeadProcess } from './worker.ts'

/** Stops the process when a setting is faulty: prints every fault and what to write instead, exit status 1. */
export function checkEnvironment(): void {
  try {
    env(findAllowFault, findLogoFileFault)
  } catch (error) {
    refuseToStart(error)
  }
}

/**
 * Keeps the process running when its output cannot be written, because the reader is gone or the disk is full. Next
 * logs uncaught errors to that output: without this, each failed line would cause another one, for ever.
 */
export function ignoreOutputErrors(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
}

/**
 * Stops the process with exit status 1 and prints what to do, or the stack of an unexpected error. Next would go on
 * after an error, unable to serve.
 */
export function refuseToStart(error: unknown): never {
  const reason = describeStartError(error) ?? (error instanceof Error ? error.stack : String(error))
  process.stderr.write(`\n${reason}\n`)
  process.exit(1)
}

/** Runs `act`, then prints `name` and how long it took. */
export async function runStep<T>(name: string, act: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await act()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (isLeadProcess()) process.stdout.write(`✓ ${name} (${seconds} s)\n`)
  return result
}

/** Prints where the server is and who administers it. A generated password is printed only this once. */
export function printWelcome({ uid, password }: FirstAdmin, processes = 1): void {
  const count = processes > 1 ? ` in ${processes} processes` : ''
  const lines = [
    '',
    `Latchkey is running at ${env().publicUrl.origin}${count}`,
    `Administrator: ${uid}`,
  ]
  if (password) lines.push(`Password (shown only once): ${password}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}
