import { toUserJson } from '#lib/identity/user-json.ts'
import { buildPage, type Cursor, unknownCursor } from '#lib/lists/cursor.ts'
import { findNextMatches, type Match } from './match.ts'
import { readUserRows, type Slice } from './rows.ts'
import type { UserSearch } from './walk.ts'

/**
 * Lists a page of the users whom a search finds, in the order of the terms that it finds.
 * @throws Problem 400 for a cursor that does not come from such a page.
 */
export async function listMatches(
  viewer: { id: number; role: string },
  found: UserSearch,
  { limit, cursor }: { limit: number; cursor: Cursor | null },
): Promise<Slice> {
  const walk = { after: cursor && matchAt(cursor), back: cursor?.back ?? false }
  const matches = await findNextMatches(found, walk, limit + 1)
  const rowAt = new Map((await readUserRows(matches.map(({ id }) => id))).map(row => [row.id, row]))
  const rows = matches.flatMap(match => {
    const row = rowAt.get(match.id)
    return row ? [{ ...row, match }] : []
  })
  const more = matches.length > limit
  const keyOfRow = ({ match }: { match: Match }) => keyOf(match)
  const { shown, ...ends } = buildPage({ rows, more, limit, cursor, keyOf: keyOfRow })
  return { users: shown.map(row => toUserJson(viewer, row)), ...ends }
}

function keyOf({ term, hidden }: Match): string {
  return `${Number(hidden)}${term}`
}

function matchAt({ key, id }: Cursor): Match {
  if (typeof key !== 'string' || !/^[01]/.test(key)) throw unknownCursor()
  return { id, term: key.slice(1), hidden: key.startsWith('1') }
}
