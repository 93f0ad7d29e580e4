import { EnvFault, env } from './env.ts'
import { allowFault } from './origins/allow-fault.ts'
import { followOrigins } from './origins/live.ts'
import { ensureAdmin, type FirstAdmin } from './users/first-admin.ts'

/** Stops the process with every fault of the environment and what to write instead, exit status 1. */
export function checkEnvironment(): void {
  try {
    env(allowFault)
  } catch (error) {
    if (!(error instanceof EnvFault)) throw error
    process.stderr.write(`\n${error.message}\n\nSet these in the environment or in .env.\n`)
    process.exit(1)
  }
}

/** Brings the database up to date, sees to an administrator, and judges origins by its list from now on. */
export async function prepare(migrate: (url: string) => Promise<string[]>): Promise<FirstAdmin> {
  const { migrateAtStart, databaseUrl } = env()
  if (migrateAtStart) await step('database', () => migrate(databaseUrl))
  await followOrigins()
  return step('administrator', ensureAdmin)
}

/** Runs `act` and says that it is done and how long it took. */
export async function step<T>(name: string, act: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await act()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`✓ ${name} (${seconds} s)\n`)
  return result
}

/** What a person reads when the server is there; the generated password is shown this once. */
export function welcome({ uid, password }: FirstAdmin): void {
  const lines = ['', `Latchkey serves on ${env().publicUrl.origin}`, `Administrator: ${uid}`]
  if (password) lines.push(`Password, shown this once: ${password}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}
