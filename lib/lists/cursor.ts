import { invalidInput, type Problem } from '#lib/http/problem.ts'
import { openSealedText, sealText } from '#lib/runtime/seal.ts'

/** Where a page of a sorted list begins: after the row with this sort key and id, or before it if `back`. */
export type Cursor = { key: string | number; id: number; back: boolean }

/**
 * Writes a cursor as text that tells clients nothing: a sort key may be what they must not read (ASVS v5.0.0-8.2.3).
 * @param list the list and its sort. The cursor of one list is unknown in any other.
 */
export function writeCursor(list: string, { key, id, back }: Cursor): string {
  return sealText(JSON.stringify([key, id, back]), 'cursor', list)
}

/**
 * Reads a cursor of `list`. @returns null without a text.
 * @throws Problem 400 for a text that {@link writeCursor} did not write for this list.
 */
export function readCursor(list: string, text: string | undefined): Cursor | null {
  if (text === undefined) return null
  const opened = openSealedText(text, 'cursor', list)
  if (opened === null) throw unknownCursor()
  const [key, id, back] = JSON.parse(opened) as [Cursor['key'], number, boolean]
  return { key, id, back }
}

type Read<Row> = {
  /** The list and its sort, as in {@link writeCursor}. */
  list: string
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
  list,
  rows,
  more,
  limit,
  cursor,
  keyOf,
}: Read<Row>) {
  const back = cursor?.back ?? false
  const shown = back ? rows.slice(0, limit).reverse() : rows.slice(0, limit)
  const at = (row: Row | undefined, toBack: boolean) =>
    row ? writeCursor(list, { key: keyOf(row), id: row.id, back: toBack }) : null
  return {
    shown,
    next: back || more ? at(shown.at(-1), false) : null,
    prev: (back ? more : cursor) ? at(shown[0], true) : null,
  }
}

function unknownCursor(): Problem {
  return invalidInput([{ path: 'after', message: 'after must be a cursor that a page gave.' }])
}
