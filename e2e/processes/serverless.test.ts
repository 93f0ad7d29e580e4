import { expect, it } from 'vitest'
import { from, postJson, send } from '../fixtures/client.ts'
import { selectOne } from '../fixtures/database.ts'
import { requestResource } from '../fixtures/request-resource.ts'
import { startHost } from '../fixtures/start-host.ts'

const ADDRESS = '10.9.8.7'
const CONTEXT = new URL('../fixtures/serverless-context.mjs', import.meta.url).href

it('a serverless host stays awake until what it refused is in the audit log, counts too', async () => {
  const { host, child } = await startHost({
    server: 'next start',
    databaseUrl: await requestResource<string>('serverless'),
    variables: { VERCEL: '1', NODE_OPTIONS: `--import ${CONTEXT}` },
  })
  try {
    const countWords = (words: string) => child.output().split(words).length - 1
    const settled = () => countWords('kept awake') - countWords('may freeze')
    await expect.poll(settled).toBe(0)
    const before = countWords('kept awake')
    for (let i = 0; i < 6; i++) {
      const input = { uid: 'nobody', password: `wrong-${i}` }
      await postJson(host, '/api/authenticate', input, [from(ADDRESS)])
    }
    expect(countWords('kept awake')).toBeGreaterThan(before)
    await expect.poll(settled, { timeout: 20_000 }).toBe(0)
    const sql = `SELECT COUNT(*) AS "rows", SUM("count") AS "events" FROM "AuditEvent" WHERE "address" = '${ADDRESS}'`
    const { rows, events } = await selectOne<Record<string, unknown>>(host, sql)
    expect(Number(events)).toBe(6)
    expect(Number(rows)).toBeGreaterThan(1)
    expect((await send(host, { path: '/healthz' })).status).toBe(200)
  } finally {
    await child.stop()
  }
})
