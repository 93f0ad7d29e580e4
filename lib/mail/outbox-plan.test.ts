import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainQuery } from '../../e2e/fixtures/explain.ts'
import { engines } from '../../e2e/fixtures/scratch.ts'
import { startStore } from '../../e2e/fixtures/store.ts'

// A month's mails may be there, of which few have failed.
const QUERIES = [
  ['one that failed lately', `"status" = 'failed' AND "endedAt" > '2026-11-29' LIMIT 1`],
  ['those to be forgotten', `"status" IN ('sent', 'failed') AND "endedAt" < '2026-10-30'`],
]

describe.each(engines)('the outbox on %s', engine => {
  let stop: () => Promise<void>
  beforeAll(async () => {
    stop = await startStore(engine)
  })
  afterAll(() => stop())

  it.each(QUERIES)('finds %s in a range of an index', async (_, where) => {
    const found = await explainQuery(engine, `SELECT "id" FROM "Mail" WHERE ${where}`)
    expect(found).toContain('Mail_status_endedAt_idx')
    expect(found).not.toMatch(/SCAN|Seq Scan|Filter/)
  })
})
