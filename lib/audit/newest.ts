import { db, type Prisma } from '#lib/db/db.ts'
import { buildPage, type Cursor, readCursor } from '#lib/lists/cursor.ts'
import type { EventRow } from './event-json.ts'

type Where = Prisma.AuditEventWhereInput

/** What the cursors of this list are sealed for. */
const LIST = 'events'

/** How many events a page has at most, and the cursor after which it begins. */
export type Paging = { limit: number; after?: string | undefined }

/** A page of events. `next` and `prev` are cursors, null at the end of the list. */
export type EventPage<T> = { events: T[]; next: string | null; prev: string | null }

/**
 * Lists the newest events that match `filter` and any of `ranges`, from a cursor on. Each range is a query of its own,
 * which uses an index that is sorted by time; an OR of them would read every row.
 * @throws Problem 400 for a cursor that no page gave.
 */
export async function listNewestEvents(
  filter: Where,
  ranges: readonly Where[],
  { limit, after }: Paging,
): Promise<EventPage<EventRow>> {
  const cursor = readCursor(LIST, after)
  const back = cursor?.back ?? false
  const order = back ? 'asc' : 'desc'
  const found = await Promise.all(
    ranges.map(range =>
      db().auditEvent.findMany({
        where: { AND: [filter, range, ...(cursor ? [beyond(cursor)] : [])] },
        orderBy: [{ at: order }, { id: order }],
        take: limit + 1,
      }),
    ),
  )
  const rows = merged(found.flat(), back)
  const more = rows.length > limit
  const { shown, ...ends } = buildPage({
    list: LIST,
    rows,
    more,
    limit,
    cursor,
    keyOf: row => +row.at,
  })
  return { events: shown, ...ends }
}

/** Sorts the rows and drops the second of two that are the same, since ranges overlap. */
function merged(rows: EventRow[], ascending: boolean): EventRow[] {
  const sign = ascending ? 1 : -1
  const unique = [...new Map(rows.map(row => [row.id, row])).values()]
  return unique.toSorted((a, b) => sign * (+a.at - +b.at || a.id - b.id))
}

function beyond({ key, id, back }: Cursor): Where {
  const side = back ? 'gt' : 'lt'
  const at = new Date(key)
  // `at` adds nothing to `OR`, but only `at` is a range in the index.
  return { at: { [`${side}e`]: at }, OR: [{ at: { [side]: at } }, { id: { [side]: id } }] }
}
