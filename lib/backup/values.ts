import type { Column } from './tables.ts'

/** A value as SQLite stores it. */
export type SqliteValue = string | number | Uint8Array | null

/** Turns Postgres' text for a value into what Prisma stores in SQLite, so that comparisons work there. */
export function toSqliteValue(text: string | null, { kind }: Column): SqliteValue {
  if (text === null) return null
  if (kind === 'number') return Number(text)
  if (kind === 'flag') return text === 't' ? 1 : 0
  if (kind === 'bytes') return Buffer.from(text.slice('\\x'.length), 'hex')
  if (kind === 'time') return toSqliteTime(new Date(`${text.replace(' ', 'T')}Z`))
  return text
}

/** A time in the form in which Prisma writes it into SQLite. */
export function toSqliteTime(time: Date): string {
  return `${time.toISOString().slice(0, -1)}+00:00`
}

/** Turns a value of SQLite into JSON that Postgres reads as the type of the column. */
export function toPostgresValue(
  value: SqliteValue,
  { kind }: Column,
): string | number | boolean | null {
  if (value === null) return null
  if (kind === 'flag') return value !== 0
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  return value
}
