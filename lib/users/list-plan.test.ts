import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainQuery } from '../../e2e/fixtures/explain.ts'
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

  const plan = (sql: string) => explainQuery(engine, sql)

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
