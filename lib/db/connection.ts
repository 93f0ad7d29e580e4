import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import type { Connection } from './connection-type.ts'
import { readEngine } from './database-url.ts'
import { connectPostgres } from './postgres.ts'
import { connectSqlite } from './sqlite.ts'

/** Returns a connection to the database at `databaseUrl`. The first query opens it. */
export function connectDatabase(databaseUrl: string): Connection {
  return readEngine(databaseUrl) === 'sqlite'
    ? connectSqlite(databaseUrl)
    : connectPostgres(databaseUrl)
}

const held = () => onePerProcess('db', (): { connection?: Connection } => ({}))

/** The connection of this process to DATABASE_URL. */
export function getConnection(): Connection {
  const holder = held()
  holder.connection ??= connectDatabase(env().databaseUrl)
  return holder.connection
}

/** Closes the connection of this process, if there is one. The next query opens another. */
export async function closeConnection(): Promise<void> {
  const holder = held()
  const open = holder.connection
  delete holder.connection
  await open?.close()
}
