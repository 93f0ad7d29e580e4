import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readLogLines } from '../fixtures/audit-events.ts'
import { from, postJson } from '../fixtures/client.ts'
import { selectOne } from '../fixtures/database.ts'
import { startHost } from '../fixtures/start-host.ts'

const ATTEMPTS = 15
const ADDRESS = '10.9.8.7'

it.each(['server.ts', 'next start'] as const)(
  'a stop loses neither a line of the log nor a record: %s',
  async server => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-stop-'))
    const databaseUrl = `file:${join(folder, 'stop.db')}`
    const { host, child } = await startHost({
      server,
      databaseUrl,
      outputFile: join(folder, 'out'),
    })
    for (let i = 0; i < ATTEMPTS; i++) {
      const input = { uid: 'nobody', password: `wrong-${i}` }
      await postJson(host, '/api/users/authenticate', input, [from(ADDRESS)])
    }
    await child.stop()
    const listLines = async () =>
      (await readLogLines(host)).filter(line => line.includes('/api/users/authenticate'))
    // The last of them may still be on their way to the file when the process has ended.
    await expect.poll(listLines).toHaveLength(ATTEMPTS)
    const sql = `SELECT COUNT(*) AS "rows", SUM("count") AS "events" FROM "AuditEvent" WHERE "address" = '${ADDRESS}'`
    expect(await selectOne(host, sql)).toEqual({ rows: 2, events: ATTEMPTS })
    await rm(folder, { recursive: true })
  },
)
