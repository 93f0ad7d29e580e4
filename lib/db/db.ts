import { env } from '#lib/env/env.ts'
import type { PrismaClient } from '#lib/generated/sqlite/client.ts'
import { closeConnection, getConnection } from './connection.ts'
import { type Engine, readEngine } from './database-url.ts'

export type { Prisma } from '#lib/generated/sqlite/client.ts'

/**
 * The Prisma client of this process, typed once for both engines.
 *
 * On SQLite all queries share one connection, so an interactive `$transaction(async …)` would include, and could
 * undo, what other requests write before it ends. Nested writes, `$transaction([…])` and compare-and-set updates are
 * safe.
 */
export function db(): PrismaClient {
  return getConnection().client
}

/** The engine of DATABASE_URL. */
export function getEngine(): Engine {
  return readEngine(env().databaseUrl)
}

/** Closes the connection of this process, if there is one. The next query opens another. */
export function closeDb(): Promise<void> {
  return closeConnection()
}

/** Whether a write failed because a unique value is taken. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'P2002'
}

/** Whether a write failed because no row meets its condition, or none does any more. */
export function isMissingRow(error: unknown): boolean {
  return codeOf(error) === 'P2025'
}

// The codes of Prisma (P…), Postgres (SQLSTATE) and Node for a database that does not answer in time.
const DOWN = new Set([
  'P1001', // unreachable
  'P1002', // timed out
  'P1008', // SQLite: locked for too long
  'P1017', // connection closed
  'P2024', // no free connection in time
  'P2028', // a transaction did not begin or end in time, and was undone
  'P2034', // two transactions conflicted, and this one was undone
  'P2037', // too many connections
  '40001', // two transactions conflicted
  '40P01', // two transactions waited for each other
  '53300', // too many connections
  '57P01', // the server is shutting down
  '57P03', // the server is starting
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'SQLITE_BUSY',
])

// Postgres: 25006 read-only transaction, 53100 disk full, 58030 I/O error (appendix A of its manual).
const UNWRITABLE = /^(SQLITE_(FULL|READONLY|IOERR).*|25006|53100|58030)$/

const UNMIGRATED = new Set(['P2021', 'P2022', '42P01', 'SQLITE_CANTOPEN'])

// The messages of pg for errors without a code.
const UNANSWERED = new Set([
  'Connection terminated unexpectedly',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
])

/** Whether a query failed because the database cannot be reached, is busy, or is locked. A retry may succeed. */
export function isDatabaseDown(error: unknown): boolean {
  return (
    error instanceof Error && (DOWN.has(readDriverCode(error)) || UNANSWERED.has(error.message))
  )
}

/** Whether a write failed because the database takes none: its disk is full or failing, or it is read-only. */
export function isDatabaseUnwritable(error: unknown): boolean {
  return error instanceof Error && UNWRITABLE.test(readDriverCode(error))
}

/** What to tell the operator about such a database. */
export const UNWRITABLE_MESSAGE =
  'The database takes no writes: its disk is full or failing, or it is read-only.'

/** Whether a query failed because there is no table, no column, or (SQLite) no file. */
export function isDatabaseUnmigrated(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    UNMIGRATED.has(codeOf(error) ?? '') ||
    /unable to open database file|directory does not exist/.test(error.message)
  )
}

/** The code of the database itself, where Prisma has only one code for all errors that it does not know. */
function readDriverCode(error: Error): string {
  const code = codeOf(error) ?? ''
  if (code !== 'P2039' && code !== 'P2010') return code
  return /Code: `(\w+)`/.exec(error.message)?.[1] ?? code
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as Error & { code?: string }).code : undefined
}
