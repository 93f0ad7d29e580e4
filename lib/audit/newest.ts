import { db, type Prisma } from '#lib/db/db.ts'
import { buildPage, type Cursor, readCursor, unknownCursor } from '#lib/lists/cursor.ts'

type Where = Prisma.AuditEventWhereInput
type EventRow = Prisma.AuditEventGetPayload<object>

/** A page of records; `next` and `prev` are cursors, null at an end. */
export type EventPage<T> = { events: T[]; next: string | null; prev: string | null }

/**
 * The newest records that `filter` lets through and any of `ranges` holds, from a cursor on. Each range is a
 * query of its own, which begins in an index that ends in time: an OR of them would read them all.
 * @throws Problem 400 for a cursor that no page gave.
 */
export async function listNewestEvents(
  filter: Where,
  ranges: readonly Where[],
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<EventPage<EventRow>> {
  const cursor = after === undefined ? null : readCursor(after)
  if (after !== undefined && typeof cursor?.key !== 'number') throw unknownCursor()
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
  const { shown, ...ends } = buildPage({ rows, more, limit, cursor, keyOf: row => +row.at })
  return { events: shown, ...ends }
}

/** Each once, since ranges overlap. */
function merged(rows: EventRow[], ascending: boolean): EventRow[] {
  const way = ascending ? 1 : -1
  const unique = [...new Map(rows.map(row => [row.id, row])).values()]
  return unique.toSorted((a, b) => way * (+a.at - +b.at || a.id - b.id))
}

function beyond({ key, id, back }: Cursor): Where {
  const side = back ? 'gt' : 'lt'
  const at = new Date(key)
  // The first line says nothing that the second does not, but only it is a range of the index.
  return { at: { [`${side}e`]: at }, OR: [{ at: { [side]: at } }, { id: { [side]: id } }] }
}
