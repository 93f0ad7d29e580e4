import { env } from '#lib/env/env.ts'
import type { PrismaClient } from '#lib/generated/sqlite/client.ts'
import { closeConnection, getConnection } from './connection.ts'
import { type Engine, readEngine } from './database-url.ts'

export type { Prisma } from '#lib/generated/sqlite/client.ts'

/**
 * The Prisma client of this process, typed once for both engines.
 *
 * On SQLite all queries share one connection: an interactive `$transaction(async …)` would take in,
 * and could undo, what other requests write meanwhile. Nested writes, `$transaction([…])` and
 * compare-and-set updates are safe.
 */
export function db(): PrismaClient {
  return getConnection().client
}

/** The engine of DATABASE_URL. */
export function getEngine(): Engine {
  return readEngine(env().databaseUrl)
}

/** Closes this process' connections, if any; the next query opens new ones. */
export function closeDb(): Promise<void> {
  return closeConnection()
}

/** Whether a write failed because a unique value is taken. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'P2002'
}

/** Whether a write failed because there is no row (any more) that is as its condition says. */
export function isMissingRow(error: unknown): boolean {
  return codeOf(error) === 'P2025'
}

// Prisma's (P…), Postgres' (SQLSTATE) and Node's codes for a database that does not answer in time.
const DOWN = new Set([
  'P1001', // unreachable
  'P1002', // timed out
  'P1008', // SQLite: locked for too long
  'P1017', // connection closed
  'P2024', // no free connection in time
  'P2028', // a transaction did not begin or end in time: it is undone
  'P2034', // two transactions crossed each other: this one is undone
  'P2037', // too many connections
  '40001', // two transactions crossed each other
  '40P01', // they waited for each other
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

// What pg says where it gives no code.
const UNANSWERED = new Set([
  'Connection terminated unexpectedly',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
])

/** Whether a query failed because the database cannot be reached, is busy or is locked: worth a retry. */
export function isDatabaseDown(error: unknown): boolean {
  return (
    error instanceof Error && (DOWN.has(readDriverCode(error)) || UNANSWERED.has(error.message))
  )
}

/** Whether a query failed because the database can be read at most: its disk is full or broken, or it is read-only. */
export function isDatabaseUnwritable(error: unknown): boolean {
  return error instanceof Error && UNWRITABLE.test(readDriverCode(error))
}

/** What to say of that to whoever runs the server. */
export const UNWRITABLE_MESSAGE =
  'The database takes no writes: its disk is full or fails, or it is read-only.'

/** Whether a query failed because there is no table, no column, or (SQLite) no file. */
export function isDatabaseUnmigrated(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    UNMIGRATED.has(codeOf(error) ?? '') ||
    /unable to open database file|directory does not exist/.test(error.message)
  )
}

/** What the database itself said, where Prisma has but a code for any fault that it does not know. */
function readDriverCode(error: Error): string {
  const code = codeOf(error) ?? ''
  if (code !== 'P2039' && code !== 'P2010') return code
  return /Code: `(\w+)`/.exec(error.message)?.[1] ?? code
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as Error & { code?: string }).code : undefined
}
