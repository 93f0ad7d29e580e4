import { env } from '#lib/env/env.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import type { Connection } from './connection-type.ts'
import { engineOf } from './database-url.ts'
import { connectPostgres } from './postgres.ts'
import { connectSqlite } from './sqlite.ts'

/** Returns a connection to the database, which is first reached for at the first query. */
export function connect(databaseUrl: string): Connection {
  return engineOf(databaseUrl) === 'sqlite'
    ? connectSqlite(databaseUrl)
    : connectPostgres(databaseUrl)
}

const held = () => onePerProcess('db', (): { connection?: Connection } => ({}))

/** The connection of this process, to DATABASE_URL. */
export function connection(): Connection {
  const holder = held()
  holder.connection ??= connect(env().databaseUrl)
  return holder.connection
}

/** Closes the connection of this process, if there is one; the next query opens another. */
export async function closeConnection(): Promise<void> {
  const holder = held()
  const open = holder.connection
  delete holder.connection
  await open?.close()
}
