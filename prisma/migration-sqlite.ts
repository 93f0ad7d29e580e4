import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { resolveSqlitePath } from '#lib/db/database-url.ts'
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
    // No waiting inside SQLite: it would block the event loop, and with it another migrate() here.
    const adapter = await new PrismaBetterSqlite3({ url: file, timeout: 0 }).connect()
    // Prisma rebuilds a table by dropping the old one, which would cascade to the rows that refer
    // to it. SQLite ignores this pragma inside a transaction, so it has to come first. The second
    // one reads the file, which shows whether it is a database.
    await runWhenUnlocked(adapter, 'PRAGMA foreign_keys=OFF; PRAGMA schema_version')
    return adapter
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : unreachable(file, cause)
  }
}

// Hashes and sessions are inside. SQLite gives its -wal and -shm files the mode of the main one.
async function createPrivately(file: string): Promise<void> {
  await makeFolder(dirname(file))
  try {
    await (await open(file, 'wx', 0o600)).close()
  } catch (error) {
    // Not even opened when it exists: closing it would drop the locks that SQLite holds for this
    // process (sqlite.org/howtocorrupt.html §2.2).
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function begin(adapter: SqlDriverAdapter): Promise<void> {
  return runWhenUnlocked(adapter, 'PRAGMA journal_mode=WAL; BEGIN IMMEDIATE')
}

/** Runs `script`, again and again while another process has the file locked: the first who sets WAL does. */
async function runWhenUnlocked(adapter: SqlDriverAdapter, script: string): Promise<void> {
  const deadline = Date.now() + LOCK_TIMEOUT_MS
  for (;;) {
    try {
      await adapter.executeScript(script)
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      if (Date.now() > deadline) throw busy(error)
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

function busy(cause: unknown): MigrationError {
  const message = 'Another process kept the database locked for a minute. Is a migration stuck?'
  return new MigrationError('database_busy', message, { cause })
}

function unreachable(file: string, cause: unknown): MigrationError {
  return new MigrationError(
    'database_unreachable',
    `Cannot open the SQLite database ${file}: ${readDriverMessage(cause)}`,
    { cause },
  )
}
