import { type Cursor, unknownCursor } from './cursor.ts'
import { rowsOf, type Slice, sliceOf } from './list-rows.ts'
import { type Match, nextMatches } from './search-match.ts'
import type { Found } from './search-walk.ts'

/**
 * A page of those whom a search finds, in the order of what finds them.
 * @throws Problem 400 for a cursor that no such page gave.
 */
export async function listMatches(
  viewer: { id: number; role: string },
  found: Found,
  { limit, cursor }: { limit: number; cursor: Cursor | null },
): Promise<Slice> {
  const walk = { after: cursor && matchAt(cursor), back: cursor?.back ?? false }
  const matches = await nextMatches(found, walk, limit + 1)
  const rowAt = new Map((await rowsOf(matches.map(({ id }) => id))).map(row => [row.id, row]))
  const rows = matches.flatMap(match => {
    const row = rowAt.get(match.id)
    return row ? [{ ...row, match }] : []
  })
  return sliceOf({ viewer, rows, limit, cursor, keyOf: ({ match }) => keyOf(match) })
}

function keyOf({ term, hidden }: Match): string {
  return `${Number(hidden)}${term}`
}

function matchAt({ key, id }: Cursor): Match {
  if (typeof key !== 'string' || !/^[01]/.test(key)) throw unknownCursor()
  return { id, term: key.slice(1), hidden: key.startsWith('1') }
}
