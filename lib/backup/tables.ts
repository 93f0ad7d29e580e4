import type Database from 'better-sqlite3'

/** A column and how its values are written. */
export type Column = { name: string; kind: 'number' | 'text' | 'flag' | 'time' | 'bytes' }
export type Table = { name: string; columns: Column[] }

const KINDS: Record<string, Column['kind']> = {
  INTEGER: 'number',
  BIGINT: 'number',
  TEXT: 'text',
  BOOLEAN: 'flag',
  DATETIME: 'time',
  BLOB: 'bytes',
}

type Named = { name: string }

/** The tables of our schema in a SQLite database. Each comes after the tables that its rows refer to. */
export function listTables(database: Database): Table[] {
  const names = database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table'
        AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '_prisma_migrations' ORDER BY name`,
    )
    .all() as Named[]
  const ordered: string[] = []
  const place = (name: string) => {
    if (ordered.includes(name)) return
    for (const parent of listParents(database, name)) if (parent !== name) place(parent)
    ordered.push(name)
  }
  for (const { name } of names) place(name)
  return ordered.map(name => ({ name, columns: listColumns(database, name) }))
}

function listParents(database: Database, name: string): string[] {
  const keys = database.prepare('SELECT "table" AS name FROM pragma_foreign_key_list(?)')
  return (keys.all(name) as Named[]).map(key => key.name)
}

/** The columns of a table that refer to a row of the same table. */
export function findOwnReferences(database: Database, name: string): string[] {
  const keys = database.prepare(
    'SELECT "from" AS name FROM pragma_foreign_key_list(?) WHERE "table" = ?',
  )
  return (keys.all(name, name) as Named[]).map(key => key.name)
}

function listColumns(database: Database, table: string): Column[] {
  const columns = database.prepare('SELECT name, type FROM pragma_table_info(?) ORDER BY cid')
  return (columns.all(table) as (Named & { type: string })[]).map(({ name, type }) => {
    const kind = KINDS[type]
    if (!kind) throw new Error(`The column ${table}.${name} has the unknown type ${type}.`)
    return { name, kind }
  })
}

/** The columns of a table as a list in SQL, for either engine. */
export function joinColumns({ columns }: Table): string {
  return columns.map(({ name }) => `"${name}"`).join(', ')
}

/** The number of rows by table. */
export function countRows(database: Database): Record<string, number> {
  return Object.fromEntries(
    listTables(database).map(({ name }) => {
      const { count } = database.prepare(`SELECT count(*) AS count FROM "${name}"`).get() as {
        count: number
      }
      return [name, count]
    }),
  )
}

/** The names of the migrations that were applied to a database, oldest first. */
export function listAppliedMigrations(database: Database): string[] {
  const rows = database
    .prepare(
      `SELECT migration_name AS name FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
    )
    .all() as Named[]
  return rows.map(({ name }) => name)
}
