import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/db.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'

const COLUMNS = ['uidKey', 'nameKey', 'role', 'createdAt', 'lastSignInAt']
const FILTERS = ['', `"role" = 'User'`, `"disabled" = false`]
const cases = FILTERS.flatMap(filter =>
  COLUMNS.flatMap(column => ['ASC', 'DESC'].map(way => ({ filter, column, way }))),
)

describe.each(engines)('a page of the list on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  }, 60_000)
  afterAll(() => stop())

  /** How the engine goes about it, where a scan of the table is the last thing that it does. */
  async function plan(sql: string): Promise<string> {
    if (engine === 'sqlite') {
      return JSON.stringify(await db().$queryRawUnsafe(`EXPLAIN QUERY PLAN ${sql}`), noBigInts)
    }
    // An empty table is sorted sooner than looked up; with these off that is left only where no index serves.
    const off = ['seqscan', 'bitmapscan', 'sort'].map(way =>
      db().$executeRawUnsafe(`SET LOCAL enable_${way} = off`),
    )
    const answers = await db().$transaction([...off, db().$queryRawUnsafe(`EXPLAIN ${sql}`)])
    const rows = answers.at(-1)
    return JSON.stringify(rows)
  }

  it.each(cases)('by $column $way where $filter goes along an index', async one => {
    const { filter, column, way } = one
    const where = filter && `WHERE ${filter}`
    const order = `ORDER BY "${column}" ${way}, "id" ${way} LIMIT 51`
    const said = await plan(`SELECT "id", "uid", "email" FROM "User" ${where} ${order}`)
    expect(said).toMatch(/USING (COVERING )?INDEX|Index (Only )?Scan/)
    // What is unique is in order already; Postgres does not know and sorts within each key.
    const own = column === 'uidKey' ? said.replaceAll('Incremental Sort', '') : said
    expect(own).not.toMatch(/TEMP B-TREE FOR|Sort {2}/)
  })

  it('a search is a range of the index of terms', async () => {
    const range = `"term" >= 'la' AND "term" < 'lb' AND "hidden" = false`
    const said = await plan(`SELECT "userId" FROM "SearchTerm" WHERE ${range} LIMIT 900`)
    expect(said).toMatch(/SearchTerm_term_hidden_userId_idx/)
    expect(said).not.toMatch(/SCAN|Seq Scan/)
  })
})

function noBigInts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}
