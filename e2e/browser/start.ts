import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../fixtures/child.ts'
import { startHost } from '../fixtures/start-host.ts'
import { serveStaticSite } from '../fixtures/static-site.ts'

/** Starts what every test uses: one host with an empty SQLite file, and a static site that it allows. */
export default async function start(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-browser-'))
  const sitePort = await findFreePort()
  const origins = ['localhost', '127.0.0.1'].map(name => `http://${name}:${sitePort}`)
  const { host, child } = await startHost({
    server: 'server.ts',
    databaseUrl: `file:${join(folder, 'browser.db')}`,
    variables: { CORS_ORIGINS: origins.join(',') },
  })
  const site = await serveStaticSite(sitePort, host.port).catch(async error => {
    await child.stop()
    throw error
  })
  process.env.HOST_UNDER_TEST = JSON.stringify(host)
  process.env.SITE_PORT = String(sitePort)
  return async () => {
    await site.stop()
    await child.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
