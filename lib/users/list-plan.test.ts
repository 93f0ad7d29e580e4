import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'

const COLUMNS = ['uidKey', 'nameKey', 'role', 'createdAt', 'lastSignInAt']
const FILTERS = ['', `"role" = 'User'`, `"disabled" = false`]
const cases = FILTERS.flatMap(filter =>
  COLUMNS.flatMap(column => ['ASC', 'DESC'].map(direction => ({ filter, column, direction }))),
)

describe.each(engines)('a page of the list on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())

  /** The plan of the engine, made so that it scans the table only as a last resort. */
  async function plan(sql: string): Promise<string> {
    if (engine === 'sqlite') {
      return JSON.stringify(await db().$queryRawUnsafe(`EXPLAIN QUERY PLAN ${sql}`), noBigInts)
    }
    // Postgres would rather sort an empty table than use an index. With these off it does so only if no index fits.
    const off = ['seqscan', 'bitmapscan', 'sort'].map(step =>
      db().$executeRawUnsafe(`SET LOCAL enable_${step} = off`),
    )
    const answers = await db().$transaction([...off, db().$queryRawUnsafe(`EXPLAIN ${sql}`)])
    const rows = answers.at(-1)
    return JSON.stringify(rows)
  }

  it.each(cases)('by $column $direction where $filter follows an index', async one => {
    const { filter, column, direction } = one
    const where = filter && `WHERE ${filter}`
    const order = `ORDER BY "${column}" ${direction}, "id" ${direction} LIMIT 51`
    const found = await plan(`SELECT "id", "uid", "email" FROM "User" ${where} ${order}`)
    expect(found).toMatch(/USING (COVERING )?INDEX|Index (Only )?Scan/)
    // A unique key leaves nothing to sort by id, but Postgres does not know that and sorts within each key.
    const relevant = column === 'uidKey' ? found.replaceAll('Incremental Sort', '') : found
    expect(relevant).not.toMatch(/TEMP B-TREE FOR|Sort {2}/)
  })

  it('a search reads a range of the index of terms', async () => {
    const range = `"term" >= 'la' AND "term" < 'lb' AND "hidden" = false`
    const found = await plan(`SELECT "userId" FROM "SearchTerm" WHERE ${range} LIMIT 900`)
    expect(found).toMatch(/SearchTerm_term_hidden_userId_idx/)
    expect(found).not.toMatch(/SCAN|Seq Scan/)
  })
})

function noBigInts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}
