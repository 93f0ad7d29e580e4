import Database from 'better-sqlite3'
import { Problem } from '#lib/http/problem.ts'

/** The columns that are read. Each may also have its name without the underscore. */
const COLUMNS = ['uid', 'name', 'password', 'dob', 'role', 'email', 'pfp', 'active'] as const
type Column = (typeof COLUMNS)[number]
const NEEDED: readonly Column[] = ['uid', 'name', 'password']

/** A user of the Flask tutorial backend, as they stand in its table; `row` is their id there. */
export type FlaskUser = { row: number } & Record<Column, string | null>

/** The table `users` of a database of the Flask tutorial backend. */
export type FlaskDatabase = {
  /** How many users there are. */
  count: number
  /** The columns that are ignored. */
  ignored: string[]
  /** In the order of their ids. */
  users(): Iterable<FlaskUser>
  close(): void
}

/**
 * Opens the SQLite file of the Flask tutorial backend for reading only. Nothing is ever written to it.
 * @throws Problem 400 `broken_file`.
 */
export function openFlaskDatabase(file: string): FlaskDatabase {
  const database = openReadOnly(file)
  try {
    const columns = database.prepare('SELECT name FROM pragma_table_info(?)').raw().all('users')
    const names = (columns as [string][]).map(([name]) => name)
    const found = COLUMNS.map(column => columnOf(column, names))
    const total = database.prepare('SELECT count(*) FROM users').raw().get() as [number]
    return {
      count: total[0],
      ignored: names.filter(name => name !== 'id' && !found.includes(name)),
      *users() {
        for (const row of database.prepare(query(found)).iterate()) yield toUser(row as Row)
      },
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw error instanceof Problem ? error : unreadable(error)
  }
}

type Row = Record<Column | 'row', unknown>

function openReadOnly(file: string): Database {
  try {
    return new Database(file, { readonly: true, fileMustExist: true })
  } catch (error) {
    throw unreadable(error)
  }
}

function columnOf(column: Column, names: string[]): string | null {
  const plain = column === 'active' ? ['active', 'is_active'] : [column]
  const name = plain.flatMap(each => [`_${each}`, each]).find(each => names.includes(each))
  if (name) return name
  if (!NEEDED.includes(column)) return null
  const missing =
    names.length > 0 ? `column \`_${column}\` in its table \`users\`` : '`users` table'
  throw new Problem(400, 'broken_file', `This file has no ${missing}.`)
}

function query(found: (string | null)[]): string {
  const columns = COLUMNS.map(
    (column, i) => `${found[i] ? `"${found[i]}"` : 'NULL'} AS "${column}"`,
  )
  return `SELECT rowid AS "row", ${columns.join(', ')} FROM users ORDER BY rowid`
}

function toUser({ row, ...values }: Row): FlaskUser {
  const texts = COLUMNS.map(column => [column, textOf(values[column])])
  const user = Object.fromEntries(texts) as Record<Column, string | null>
  return { row: Number(row), ...user, dob: dayOf(user.dob) }
}

/** A text column of SQLite holds values of any type. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : null
}

/** The day alone: if the column is SQLAlchemy's `DateTime`, midnight follows it. */
function dayOf(dob: string | null): string | null {
  return dob?.replace(/ 00:00:00(?:\.0+)?$/, '') ?? null
}

function unreadable(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
  return new Problem(400, 'broken_file', `The database cannot be read as an SQLite file${code}.`)
}
