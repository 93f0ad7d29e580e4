import cluster from 'node:cluster'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import Database from 'better-sqlite3'
import { PrismaClient } from '../generated/sqlite/client.ts'
import type { Connection } from './connection-type.ts'
import { resolveSqlitePath } from './database-url.ts'
import { buildSessionQuery, type SessionColumns, toSessionRow } from './session-row.ts'
import { shareLock } from './sqlite-lock.ts'

// A missing file means that no migration has run; SQLite would create an empty one that everybody can read. SQLite
// waits for the lock of another process on our only thread, and one sign-in may wait three times.
const options = { fileMustExist: true, timeout: cluster.isWorker ? 25 : 250 }
/** How long one of several processes retries while others hold the lock. */
const LOCK_TIMEOUT_MS = 2500

// FULL: a sign-out or a password change that was answered survives a power cut.
const pragmas = 'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON'

/** Connects to the file that a `file:` URL names. The first query opens it, and fails where it is missing. */
export function connectSqlite(databaseUrl: string): Connection {
  const file = resolveSqlitePath(databaseUrl)
  const adapter = new AdapterWithPragmas({ url: file, ...options })
  // Other formats quote the values of a query, and errors are logged (ASVS v5.0.0-16.2.5).
  const client = new PrismaClient({ adapter, errorFormat: 'minimal' })
  const sessions = prepareSessionReader(file)
  return {
    client,
    readSession: async id => sessions.read(id),
    async close() {
      sessions.close()
      await client.$disconnect()
    },
  }
}

class AdapterWithPragmas extends PrismaBetterSqlite3 {
  override async connect() {
    const adapter = await super.connect()
    await adapter.executeScript(pragmas)
    return shareLock(adapter, cluster.isWorker ? LOCK_TIMEOUT_MS : 0)
  }
}

// In WAL mode a second connection sees what the first has committed, and never waits for it.
function prepareSessionReader(file: string) {
  let database: Database | undefined
  let statement: Database.Statement | undefined

  function open(): Database.Statement {
    database = new Database(file, { ...options, readonly: true })
    return database.prepare(buildSessionQuery('?')).raw()
  }

  return {
    read(id: string) {
      statement ??= open()
      const columns = statement.get(id) as SessionColumns | undefined
      return columns ? toSessionRow(columns) : null
    },
    close() {
      database?.close()
      database = statement = undefined
    },
  }
}
