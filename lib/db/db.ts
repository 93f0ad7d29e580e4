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
  return codeOf(error) === 'P2002' || kindOf(error) === 'UniqueConstraintViolation'
}

/** Whether a write failed because no row meets its condition, or none does any more. */
export function isMissingRow(error: unknown): boolean {
  return codeOf(error) === 'P2025'
}

type PrismaError = { code?: string; meta?: { driverAdapterError?: { cause?: { kind?: string } } } }

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as PrismaError).code : undefined
}

/** What the driver calls the error of a raw query, to all of which Prisma gives one code. */
function kindOf(error: unknown): string | undefined {
  return error instanceof Error
    ? (error as PrismaError).meta?.driverAdapterError?.cause?.kind
    : undefined
}
