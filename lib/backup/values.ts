import type { Column } from './tables.ts'

/** A value as SQLite keeps it. */
export type SqliteValue = string | number | Uint8Array | null

/** What Postgres writes of a value as text, as Prisma keeps it in SQLite: both have to compare alike there. */
export function toSqliteValue(text: string | null, { kind }: Column): SqliteValue {
  if (text === null) return null
  if (kind === 'number') return Number(text)
  if (kind === 'flag') return text === 't' ? 1 : 0
  if (kind === 'bytes') return Buffer.from(text.slice('\\x'.length), 'hex')
  if (kind === 'time')
    return `${new Date(`${text.replace(' ', 'T')}Z`).toISOString().slice(0, -1)}+00:00`
  return text
}

/** A value of SQLite as JSON that Postgres reads as the type of its column. */
export function toPostgresValue(
  value: SqliteValue,
  { kind }: Column,
): string | number | boolean | null {
  if (value === null) return null
  if (kind === 'flag') return value !== 0
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  return value
}
