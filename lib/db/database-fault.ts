import { env } from '#lib/env/env.ts'
import type { DatabaseFault } from './database-fault-type.ts'
import { readEngine, resolveSqlitePath } from './database-url.ts'
import { listErrorCodes } from './error-codes.ts'
import { FULL, findFileFault, makeUnwritableFault } from './file-fault.ts'

const FAILING: DatabaseFault = {
  code: 'database_unwritable',
  says: 'The disk of the database fails.',
  fix: 'See the log of the system, and restore a backup on another disk.',
}

/** What stands for each cause, wherever it shows: at the start, in a command, in the doctor. */
const FAULTS: [codes: RegExp, fault: DatabaseFault][] = [
  [
    /^(P1000|28P01|AuthenticationFailed)$/,
    {
      code: 'database_unusable',
      says: 'Postgres refuses the user or the password of DATABASE_URL.',
      fix: 'Correct them.',
    },
  ],
  [
    /^(P1010|28000|DatabaseAccessDenied)$/,
    {
      code: 'database_unusable',
      says: 'Postgres does not let the user of DATABASE_URL in from here.',
      fix: 'See its pg_hba.conf.',
    },
  ],
  [
    /^(P1003|3D000|DatabaseDoesNotExist)$/,
    {
      code: 'database_unusable',
      says: 'Postgres has no database of the name in DATABASE_URL.',
      fix: 'Create it, then run `npm run db:deploy`.',
    },
  ],
  [
    /^(P1011|TlsConnectionError)$/,
    {
      code: 'database_unusable',
      says: 'Postgres and DATABASE_URL do not agree on TLS.',
      fix: 'Correct its sslmode, or the certificate of the server.',
    },
  ],
  [
    /^SQLITE_NOTADB$/,
    {
      code: 'database_unusable',
      says: 'The file of DATABASE_URL is not a SQLite database.',
      fix: 'Name another one, or restore a backup.',
    },
  ],
  [
    /^42501$/,
    {
      code: 'database_unusable',
      says: 'The user of DATABASE_URL has no right to its tables in Postgres.',
      fix: 'Name the user who owns them, or grant the rights.',
    },
  ],
  [
    /^25006$/,
    {
      code: 'database_unwritable',
      says: 'Postgres takes no writes: it is a standby, or this database is set to read-only.',
      fix: 'Name the primary in DATABASE_URL, or set default_transaction_read_only to off.',
    },
  ],
  [/^(SQLITE_FULL|53100)$/, FULL],
  [/^58030$/, FAILING],
  [
    /^(P1008|P2024|P2028|P2034|40001|40P01|SQLITE_BUSY\w*|SocketTimeout|TransactionWriteConflict)$/,
    {
      code: 'database_down',
      says: 'The database is busy, or another process keeps it locked.',
      fix: 'Try again in a moment.',
    },
  ],
  [
    /^(P1001|P1002|P1017|P2037|53300|57P0[123]|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|DatabaseNotReachable|ConnectionClosed|TooManyConnections)$/,
    {
      code: 'database_down',
      says: 'The database does not answer.',
      fix: 'Check that it runs, and that DATABASE_URL has its host and port.',
    },
  ],
]

/** The tables or columns of this version are missing, or nothing is there at all. */
export const UNMIGRATED: DatabaseFault = {
  code: 'database_unmigrated',
  says: 'The database lacks migrations of this version.',
  fix: 'Run `npm run db:deploy`, or start with MIGRATE=1.',
}
const UNMIGRATED_CODES = /^(P2021|P2022|42P01|42703|TableDoesNotExist|ColumnNotFound)$/

/** SQLite's codes for what the file system refuses; only a look at it tells why. */
const FILE_CODES = /^SQLITE_(CANTOPEN|IOERR|PERM|READONLY)/
/** Node's codes for the same, which count only where the error is known to be about the database. */
const NODE_FILE_CODES = /^(EACCES|EISDIR|ENOENT|ENOSPC|ENOTDIR|EPERM|EROFS)$/

/** What refuses to work on a database that a later version has migrated. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError'
  readonly code = 'newer_schema'
}

const NEWER: DatabaseFault = {
  code: 'newer_schema',
  says: 'The database was migrated by a newer version of Latchkey than this one.',
  fix: 'Start that version again, or restore a backup from before: see docs/upgrade.md.',
}

/** Returns why the database could not do what was asked of it, or null when `error` is about something else. */
export function findDatabaseFault(error: unknown): DatabaseFault | null {
  const codes = listErrorCodes(error)
  const has = (wanted: RegExp) => codes.some(code => wanted.test(code))
  if (has(/^newer_schema$/) && nameOf(error) === 'NewerSchemaError') return NEWER
  const known = FAULTS.find(([wanted]) => has(wanted))
  if (known) return known[1]
  const unopened = has(/^(database_unreachable|no_database)$/)
  if (has(FILE_CODES) || (unopened && has(NODE_FILE_CODES)))
    return describeFile(has(/^SQLITE_IOERR/))
  return has(UNMIGRATED_CODES) && nameOf(error) !== 'MigrationError' ? UNMIGRATED : null
}

/** Whether a query failed because the database cannot be reached, is busy, or is locked. A retry may succeed. */
export function isDatabaseDown(error: unknown): boolean {
  return findDatabaseFault(error)?.code === 'database_down'
}

/** `says` and `fix` in one line. */
export function describeFault({ says, fix }: DatabaseFault): string {
  return `${says} ${fix}`
}

function describeFile(failing: boolean): DatabaseFault {
  const { databaseUrl } = env()
  const file = readEngine(databaseUrl) === 'sqlite' ? resolveSqlitePath(databaseUrl) : ''
  return findFileFault(file) ?? (failing ? FAILING : makeUnwritableFault(file))
}

// By name, because under Next classes come from another module graph.
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}
