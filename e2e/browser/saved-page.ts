import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bearer, send, sendJson } from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'

/** Saves `text` as index.html, serves its folder at `hostname`, and has the host allow that origin. */
export async function serveSavedPage(host: Host, hostname: string, text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-page-'))
  const file = join(folder, 'index.html')
  await writeFile(file, text)
  const server = createServer(async (request, response) => {
    if (request.url !== '/') return response.writeHead(404).end()
    return response.setHeader('Content-Type', 'text/html').end(await readFile(file))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://${hostname}:${(server.address() as AddressInfo).port}`
  const headers = [bearer(host.adminToken)]
  const call = { method: 'POST', path: '/api/origins', headers }
  const added = await sendJson(host, call, { origin })
  if (added.status !== 201) throw new Error(added.text)
  return {
    origin,
    async stop() {
      await send(host, { method: 'DELETE', path: added.one('location') ?? '', headers })
      server.close()
      server.closeAllConnections()
      await rm(folder, { recursive: true })
    },
  }
}
