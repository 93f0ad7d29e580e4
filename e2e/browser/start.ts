import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHost } from '../fixtures/start-host.ts'
import { serveStaticSite } from '../fixtures/static-site.ts'

/** Starts what every test uses: one host with an empty SQLite file, and the static site on port 4100. */
export default async function start(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-browser-'))
  const databaseUrl = `file:${join(folder, 'browser.db')}`
  const { host, child } = await startHost({ server: 'server.ts', databaseUrl })
  const site = await serveStaticSite(4100, host.port).catch(async error => {
    await child.stop()
    throw error
  })
  process.env.HOST_UNDER_TEST = JSON.stringify(host)
  return async () => {
    await site.stop()
    await child.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
