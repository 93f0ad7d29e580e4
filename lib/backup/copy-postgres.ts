import Database from 'better-sqlite3'
import type pg from 'pg'
import { migrate } from '../../prisma/migrate.ts'
import { runInTransaction } from './postgres-transaction.ts'
import type { Progress } from './progress.ts'
import { joinColumns, listTables, type Table } from './tables.ts'
import { toSqliteValue } from './values.ts'

/** How many rows are in memory at a time. */
const ROWS_PER_FETCH = 1000

// Values stay text: pg would read a timestamp without a zone as local time.
const types = { getTypeParser: () => String }

/**
 * Copies every row of a Postgres database into the empty SQLite file `target`, with the same migrations applied. The
 * rows are those of one moment, although others keep writing.
 * @throws BackupError `database_down`
 */
export async function copyPostgres(
  databaseUrl: string,
  target: string,
  bar: Progress,
): Promise<void> {
  const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'
  await runInTransaction(databaseUrl, begin, async client => {
    await migrate(`file:${target}`, await readLastMigration(client))
    const database = new Database(target)
    try {
      // No other process uses this file, and it counts only once it is complete.
      database.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF')
      database.exec('BEGIN')
      for (const table of listTables(database)) {
        await copyRows(client, database, table, bar)
        await copySequence(client, database, table)
      }
      database.exec('COMMIT')
    } finally {
      database.close()
    }
  })
}

async function readLastMigration(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT max(migration_name) AS name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  )
  return rows[0]?.name ?? ''
}

async function copyRows(
  client: pg.Client,
  database: Database,
  table: Table,
  bar: Progress,
): Promise<void> {
  const { name, columns } = table
  const total = await estimateRowCount(client, name)
  const places = columns.map(() => '?').join(', ')
  const insert = database.prepare(
    `INSERT INTO "${name}" (${joinColumns(table)}) VALUES (${places})`,
  )
  await client.query(
    `DECLARE rows NO SCROLL CURSOR FOR SELECT ${joinColumns(table)} FROM "${name}"`,
  )
  for (let count = 0; ; ) {
    const query = { text: `FETCH ${ROWS_PER_FETCH} FROM rows`, rowMode: 'array' as const, types }
    const { rows } = await client.query<(string | null)[]>(query)
    for (const row of rows) insert.run(row.map((text, i) => toSqliteValue(text, at(columns, i))))
    count += rows.length
    bar.at(count / Math.max(total, count), `${name}, ${count.toLocaleString('en')} rows`)
    if (rows.length < ROWS_PER_FETCH) break
  }
  await client.query('CLOSE rows')
}

/** Roughly how many rows a table has, for the progress bar. */
async function estimateRowCount(client: pg.Client, name: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT reltuples::float8 AS count FROM pg_class WHERE oid = $1::regclass',
    [`"${name}"`],
  )
  return Math.max(rows[0]?.count ?? 0, 1)
}

/** Copies where a table's IDs have got to, so that the IDs of deleted rows are not given out again. */
async function copySequence(client: pg.Client, database: Database, { name, columns }: Table) {
  const { rows } = await client.query<{ sequence: string | null }>(
    'SELECT pg_get_serial_sequence($1, $2) AS sequence',
    [`"${name}"`, columns[0]?.name],
  )
  const sequence = rows[0]?.sequence
  if (!sequence) return
  const last = await client.query<{ value: string; used: boolean }>(
    `SELECT last_value AS value, is_called AS used FROM ${sequence}`,
  )
  const [state] = last.rows
  if (!state?.used) return
  database.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(name)
  database
    .prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)')
    .run(name, Number(state.value))
}

function at<T>(items: T[], index: number): T {
  return items[index] as T
}
