/** Where a page of a sorted list begins: beyond the row with this sort key and id, in this direction. */
export type Cursor = { key: string | number; id: number; back: boolean }

/** The cursor as clients carry it, opaque to them. */
export function writeCursor({ key, id, back }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id, back])).toString('base64url')
}

/** @returns null for what {@link writeCursor} did not write. */
export function readCursor(text: string): Cursor | null {
  try {
    const [key, id, back] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const known = (typeof key === 'string' || Number.isSafeInteger(key)) && Number.isInteger(id)
    return known && typeof back === 'boolean' ? { key, id, back } : null
  } catch {
    return null
  }
}
