import { invalidInput, type Problem } from '#lib/http/problem.ts'

const MOST_ID = 2 ** 31 - 1
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z')

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
    const known = isKey(key) && isWhole(id, MOST_ID) && typeof back === 'boolean'
    return known ? { key, id, back } : null
  } catch {
    return null
  }
}

/** The fault of a cursor that no page of this list gave. */
export function unknownCursor(): Problem {
  return invalidInput([{ path: 'after', message: 'after must be a cursor that a page gave.' }])
}

function isKey(value: unknown): value is Cursor['key'] {
  if (typeof value !== 'string') return isWhole(value, LAST_MOMENT)
  return value.isWellFormed() && !value.includes('\0')
}

function isWhole(value: unknown, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
}
