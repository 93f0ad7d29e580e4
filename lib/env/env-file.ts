import { loadEnvFile } from './load-env-file.ts'

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
