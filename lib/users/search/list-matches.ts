import { env } from '#lib/env/env.ts'
import { toUserJson } from '#lib/identity/user-json.ts'
import type { Asker } from '#lib/identity/viewer.ts'
import { buildPage, type Cursor, readCursor } from '#lib/lists/cursor.ts'
import { findNextMatches, type Match } from './match.ts'
import { readUserRows, type Slice } from './rows.ts'
import type { UserSearch } from './walk.ts'

/** What the cursors of this list are sealed for. */
const LIST = 'users by match'

/**
 * Lists a page of the users whom a search finds, in the order of the terms that it finds.
 * @throws Problem 400 for a cursor that does not come from such a page.
 */
export async function listMatches(
  viewer: Asker,
  found: UserSearch,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Slice> {
  const cursor = readCursor(LIST, after)
  const walk = { after: cursor && matchAt(cursor), back: cursor?.back ?? false }
  const matches = await findNextMatches(found, walk, limit + 1)
  const rowAt = new Map((await readUserRows(matches.map(({ id }) => id))).map(row => [row.id, row]))
  const rows = matches.flatMap(match => {
    const row = rowAt.get(match.id)
    return row ? [{ ...row, match }] : []
  })
  const more = matches.length > limit
  const keyOfRow = ({ match }: { match: Match }) => keyOf(match)
  const { shown, ...ends } = buildPage({ list: LIST, rows, more, limit, cursor, keyOf: keyOfRow })
  return { users: shown.map(row => toUserJson(viewer, row, env())), ...ends }
}

function keyOf({ term, hidden }: Match): string {
  return `${Number(hidden)}${term}`
}

function matchAt({ key, id }: Cursor): Match {
  const text = String(key)
  return { id, term: text.slice(1), hidden: text.startsWith('1') }
}
