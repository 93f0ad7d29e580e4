import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { resolveSqlitePath } from '#lib/db/database-url.ts'
import { giveToFolderOwner } from '#lib/db/file-owner.ts'
import { makeFolder } from '#lib/db/make-folder.ts'
import type { MigrationDatabase } from './migration-database.ts'
import { MigrationError, readDriverMessage } from './migration-error.ts'

const LOCK_TIMEOUT_MS = 60_000

export async function openSqlite(databaseUrl: string): Promise<MigrationDatabase> {
  const adapter = await connect(resolveSqlitePath(databaseUrl))
  return {
    adapter,
    begin: () => begin(adapter),
    commit: () => commit(adapter),
    close: () => adapter.dispose(),
  }
}

async function connect(file: string): Promise<SqlDriverAdapter> {
  try {
    await createPrivately(file)
    // Waiting inside SQLite would block the event loop, and with it another migrate() in this process.
    const adapter = await new PrismaBetterSqlite3({ url: file, timeout: 0 }).connect()
    // Prisma rebuilds a table by dropping the old one, which would cascade to the rows that refer
    // to it. SQLite ignores `foreign_keys` inside a transaction, so it comes first. `schema_version`
    // reads the file, which shows whether it is a database.
    await runWhenUnlocked(adapter, 'PRAGMA foreign_keys=OFF; PRAGMA schema_version')
    return adapter
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : makeUnreachableError(file, cause)
  }
}

// The file holds hashes and sessions. SQLite gives its -wal and -shm files the mode of the main file.
async function createPrivately(file: string): Promise<void> {
  await makeFolder(dirname(file))
  try {
    await (await open(file, 'wx', 0o600)).close()
    await giveToFolderOwner(file)
  } catch (error) {
    // An existing file is not opened at all: closing it would drop the locks that SQLite holds for
    // this process (sqlite.org/howtocorrupt.html §2.2).
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function begin(adapter: SqlDriverAdapter): Promise<void> {
  return runWhenUnlocked(adapter, 'PRAGMA journal_mode=WAL; BEGIN IMMEDIATE')
}

/** Runs `script` until no other process has the file locked, as the first one to set WAL does. */
async function runWhenUnlocked(adapter: SqlDriverAdapter, script: string): Promise<void> {
  const deadline = Date.now() + LOCK_TIMEOUT_MS
  for (;;) {
    try {
      await adapter.executeScript(script)
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      if (Date.now() > deadline) throw makeBusyError(error)
      await setTimeout(20)
    }
  }
}

async function commit(adapter: SqlDriverAdapter): Promise<void> {
  const check = { sql: 'PRAGMA foreign_key_check', args: [], argTypes: [] }
  const { rows } = await adapter.queryRaw(check)
  if (rows.length > 0) {
    const [table, , parent] = rows[0] ?? []
    throw new MigrationError(
      'migration_failed',
      `The migration would leave rows of "${table}" that refer to missing rows of "${parent}".`,
    )
  }
  await adapter.executeScript('COMMIT')
}

function isBusy(error: unknown): boolean {
  return (error as { cause?: { kind?: string } }).cause?.kind === 'SocketTimeout'
}

function makeBusyError(cause: unknown): MigrationError {
  const message = 'Another process kept the database locked for a minute. Is a migration stuck?'
  return new MigrationError('database_busy', message, { cause })
}

function makeUnreachableError(file: string, cause: unknown): MigrationError {
  return new MigrationError(
    'database_unreachable',
    `Cannot open the SQLite database ${file}: ${readDriverMessage(cause)}`,
    { cause },
  )
}
