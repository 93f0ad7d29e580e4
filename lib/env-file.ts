import { existsSync } from 'node:fs'

// Imported first by whatever Node runs directly; Next reads `.env` by itself.
if (existsSync('.env')) process.loadEnvFile('.env')

/** Has the modules that are imported from now on run in production, unless `NODE_ENV` says otherwise. */
export function assumeProduction(): void {
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? 'production' })
}
