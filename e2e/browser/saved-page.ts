import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { bearer, send, sendJson } from '../fixtures/client.ts'
import type { Host } from '../fixtures/host.ts'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Saves `files` in a folder, serves it at `hostname`, and has the host allow that origin. */
export async function serveFiles(host: Host, hostname: string, files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-page-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const server = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1)
    if (!Object.hasOwn(files, name)) return response.writeHead(404).end()
    response.setHeader('Content-Type', TYPES[extname(name)] ?? 'text/plain')
    return response.end(await readFile(join(folder, name)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://${hostname}:${(server.address() as AddressInfo).port}`
  const headers = [bearer(host.adminToken)]
  const call = { method: 'POST', path: '/api/origins', headers }
  const added = await sendJson(host, call, { origin, passwords: true })
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
