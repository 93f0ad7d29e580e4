import type Database from 'better-sqlite3'
import type pg from 'pg'
import type { Progress } from './progress.ts'
import { countRows, findOwnReferences, joinColumns, listTables, type Table } from './tables.ts'
import { type SqliteValue, toPostgresValue } from './values.ts'

/** How much one query sends: rows, and characters, because avatars are large. */
const MAX_ROWS = 2000
const MAX_CHARACTERS = 4_000_000

/**
 * Replaces every row in Postgres with the rows of the SQLite `database`, within the transaction of `client`. Both have
 * the same schema.
 */
export async function loadPostgres(
  database: Database,
  client: pg.Client,
  bar: Progress,
): Promise<void> {
  const tables = listTables(database)
  const counts = countRows(database)
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  // A trigger refuses to truncate the audit log without this row, which goes with the rest.
  await client.query(`INSERT INTO "AuditExpiry" ("id", "before") VALUES ('restore', 'infinity')`)
  await client.query(
    `TRUNCATE ${tables.map(({ name }) => `"${name}"`).join(', ')} RESTART IDENTITY`,
  )
  let done = 0
  for (const table of tables) {
    for (const batch of readBatches(database, table)) {
      await client.query(
        `INSERT INTO "${table.name}" (${joinColumns(table)}) SELECT ${joinColumns(table)}
          FROM json_populate_recordset(NULL::"${table.name}", $1::json)`,
        [`[${batch.join(',')}]`],
      )
      done += batch.length
      bar.at(done / total, `${table.name}, ${done.toLocaleString('en')} rows`)
    }
    await requireSameCount(client, table.name, counts[table.name] ?? 0)
  }
  await setSequences(database, client, tables)
}

function* readBatches(database: Database, table: Table): Generator<string[]> {
  const { name, columns } = table
  const order = findOwnReferences(database, name).map(column => `"${column}" IS NOT NULL`)
  // A row comes after the row of its own table that it refers to. No such row refers to a third one.
  const orderBy = order.length > 0 ? `ORDER BY ${order.join(', ')}` : ''
  const select = database.prepare(`SELECT ${joinColumns(table)} FROM "${name}" ${orderBy}`).raw()
  let batch: string[] = []
  let characters = 0
  for (const row of select.iterate() as Iterable<SqliteValue[]>) {
    const entries = columns.map((column, i) => [
      column.name,
      toPostgresValue(row[i] ?? null, column),
    ])
    const text = JSON.stringify(Object.fromEntries(entries))
    batch.push(text)
    characters += text.length
    if (batch.length < MAX_ROWS && characters < MAX_CHARACTERS) continue
    yield batch
    batch = []
    characters = 0
  }
  if (batch.length > 0) yield batch
}

async function requireSameCount(client: pg.Client, name: string, wanted: number): Promise<void> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM "${name}"`)
  const count = Number(rows[0]?.count)
  if (count !== wanted) throw new Error(`${name} has ${count} rows instead of ${wanted}.`)
}

async function setSequences(database: Database, client: pg.Client, tables: Table[]): Promise<void> {
  const last = database.prepare('SELECT name, seq FROM sqlite_sequence').all()
  for (const { name, seq } of last as { name: string; seq: number }[]) {
    const column = tables.find(table => table.name === name)?.columns[0]?.name
    // Not every key that SQLite counts up has a sequence in Postgres.
    if (column && seq > 0) {
      await client.query(
        `SELECT setval(sequence, $3) FROM pg_get_serial_sequence($1, $2) AS sequence
          WHERE sequence IS NOT NULL`,
        [`"${name}"`, column, seq],
      )
    }
  }
}
