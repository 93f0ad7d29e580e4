import { loadEnvFile } from './load-env-file.ts'

const environmentBefore = { ...process.env }

// What Node runs directly imports this file first; Next reads `.env` by itself.
const unreadable = loadEnvFile()
if (unreadable) {
  process.stderr.write(`${unreadable}\n`)
  process.exit(1)
}

/** Sets NODE_ENV to production for the modules that are imported from now on, unless it is set already. */
export function assumeProduction(): void {
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? 'production' })
}

/**
 * The environment as it was before `.env` was read; the variables that came from the file are undefined. A process
 * that is started with it reads the file as it is at that time.
 */
export function readGivenEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(process.env).map(name => [name, environmentBefore[name]]))
}
