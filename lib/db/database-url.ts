import { resolve } from 'node:path'

export type Engine = 'sqlite' | 'postgresql'

/** The engine of `databaseUrl`: SQLite for `file:`, otherwise Postgres. */
export function readEngine(databaseUrl: string): Engine {
  return databaseUrl.startsWith('file:') ? 'sqlite' : 'postgresql'
}

/** The absolute path of the file that a `file:` URL names. A relative one starts from the working folder. */
export function resolveSqlitePath(databaseUrl: string): string {
  const path = databaseUrl.replace(/^file:(\/\/(?=\/))?/, '').replace(/\?.*$/, '')
  return resolve(path)
}
