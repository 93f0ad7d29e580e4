import { invalidInput, type Problem } from '#lib/http/problem.ts'

const MAX_ID = 2 ** 31 - 1
const MAX_TIME_MS = Date.parse('9999-12-31T23:59:59.999Z')

/** Where a page of a sorted list begins: beyond the row with this sort key and id, in this direction. */
export type Cursor = { key: string | number; id: number; back: boolean }

/** The cursor as clients carry it, opaque to them. */
export function writeCursor({ key, id, back }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id, back])).toString('base64url')
}

/** @returns null for what {@link writeCursor} did not write, or what no database takes. */
export function readCursor(text: string): Cursor | null {
  try {
    const [key, id, back] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const known = isKey(key) && isWhole(id, MAX_ID) && typeof back === 'boolean'
    return known ? { key, id, back } : null
  } catch {
    return null
  }
}

type Read<Row> = {
  /** In the order of reading; those past `limit` are not shown. */
  rows: Row[]
  /** Whether there was more to read than a page has. */
  more: boolean
  limit: number
  cursor: Cursor | null
  keyOf: (row: Row) => Cursor['key']
}

/** What a page shows of the rows that were read from `cursor` on, and the cursors to those before and after. */
export function buildPage<Row extends { id: number }>({
  rows,
  more,
  limit,
  cursor,
  keyOf,
}: Read<Row>) {
  const back = cursor?.back ?? false
  const shown = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit)
  const at = (row: Row | undefined, towards: boolean) =>
    row ? writeCursor({ key: keyOf(row), id: row.id, back: towards }) : null
  return {
    shown,
    next: back || more ? at(shown.at(-1), false) : null,
    prev: (back ? more : cursor) ? at(shown[0], true) : null,
  }
}

/** The fault of a cursor that no page of this list gave. */
export function unknownCursor(): Problem {
  return invalidInput([{ path: 'after', message: 'after must be a cursor that a page gave.' }])
}

function isKey(value: unknown): value is Cursor['key'] {
  if (typeof value !== 'string') return isWhole(value, MAX_TIME_MS)
  return value.isWellFormed() && !value.includes('\0')
}

function isWhole(value: unknown, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
}
