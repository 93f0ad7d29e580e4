import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Child } from '../fixtures/child.ts'
import { bearer, send } from '../fixtures/client.ts'
import { runWithoutSessions } from '../fixtures/database.ts'
import type { Host } from '../fixtures/host.ts'
import { startHost } from '../fixtures/start-host.ts'

/** Has a process write its log to what takes nothing, as a full disk does. */
const UNWRITABLE = `import fs from 'node:fs';fs.closeSync(1);fs.openSync('/dev/null','r')`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-output-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const read = async (host: Host, path: string) =>
  (await send(host, { path, headers: [bearer(host.adminToken)] })).status

describe.each(['server.ts', 'next start'] as const)('%s', server => {
  it('serves on when whoever read its output has gone', async () => {
    const databaseUrl = `file:${join(folder, `${server}.db`)}`
    const { host, child } = await startHost({ server, databaseUrl })
    child.deafen()
    // Next prints what fails in a page.
    expect(await runWithoutSessions(host, () => page(host))).toBe(500)
    expect([await page(host), await read(host, '/api/id')]).toEqual([200, 200])
    // Next does not end by itself when it cannot say so.
    process.kill(child.pid, 'SIGKILL')
    await child.stop()
  })
})

describe('server.ts, whose log takes nothing', () => {
  let host: Host
  let child: Child
  beforeAll(async () => {
    const variables = {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(UNWRITABLE)}`,
    }
    const databaseUrl = `file:${join(folder, 'unwritable.db')}`
    ;({ host, child } = await startHost({ server: 'server.ts', databaseUrl, variables }))
  })
  afterAll(() => child?.stop())

  it('answers all the same', async () => {
    // So many that the lines about them are written, not held.
    for (let i = 0; i < 60; i++) expect(await read(host, '/api/id')).toBe(200)
  })
})

async function page(host: Host): Promise<number> {
  const cookie = ['Cookie', `jwt=${host.adminToken}`] as const
  return (await send(host, { path: '/users', headers: [cookie] })).status
}
