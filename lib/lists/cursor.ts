import { invalidInput, type Problem } from '#lib/http/problem.ts'

const MAX_ID = 2 ** 31 - 1
const MAX_TIME_MS = Date.parse('9999-12-31T23:59:59.999Z')

/** Where a page of a sorted list begins: after the row with this sort key and id, or before it if `back`. */
export type Cursor = { key: string | number; id: number; back: boolean }

/** Writes a cursor as text, which clients must not interpret. */
export function writeCursor({ key, id, back }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id, back])).toString('base64url')
}

/** Reads a cursor. @returns null for text that {@link writeCursor} did not write, or that no database accepts. */
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
  /** In the order in which they were read. Those past `limit` are not shown. */
  rows: Row[]
  /** Whether there are more rows than the page shows, in the same direction. */
  more: boolean
  limit: number
  cursor: Cursor | null
  keyOf: (row: Row) => Cursor['key']
}

/** Makes a page of the rows that were read from `cursor` on: those to show, and the cursors to its neighbours. */
export function buildPage<Row extends { id: number }>({
  rows,
  more,
  limit,
  cursor,
  keyOf,
}: Read<Row>) {
  const back = cursor?.back ?? false
  const shown = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit)
  const at = (row: Row | undefined, toBack: boolean) =>
    row ? writeCursor({ key: keyOf(row), id: row.id, back: toBack }) : null
  return {
    shown,
    next: back || more ? at(shown.at(-1), false) : null,
    prev: (back ? more : cursor) ? at(shown[0], true) : null,
  }
}

/** 400 for a cursor that no page of this list gave. */
export function unknownCursor(): Problem {
  return invalidInput([{ path: 'after', message: 'after must be a cursor that a page gave.' }])
}

function isKey(value: unknown): value is Cursor['key'] {
  if (typeof value !== 'string') return isWhole(value, MAX_TIME_MS)
  return value.isWellFormed() && !value.includes('\0')
}

function isWhole(value: unknown, max: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max
}
