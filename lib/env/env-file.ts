import { existsSync } from 'node:fs'

const given = { ...process.env }

// Imported first by whatever Node runs directly; Next reads `.env` by itself.
if (existsSync('.env')) process.loadEnvFile('.env')

/** Has the modules that are imported from now on run in production, unless `NODE_ENV` says otherwise. */
export function assumeProduction(): void {
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? 'production' })
}

/**
 * The variables of this process as they were before `.env`, those of `.env` undefined: a process that is started
 * with them reads the file as it is by then.
 */
export function readGivenEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(process.env).map(name => [name, given[name]]))
}
