import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'

// `npm run example`: serves a site of examples/ on an origin of its own, for the server of this installation.

const EXAMPLES = join(import.meta.dirname, '../examples')
const SITES = ['static-site', 'client-site'] as const
type Site = (typeof SITES)[number]

/** The port that the first `.env` allows. */
const PORT = 4100
const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
}

/**
 * Serves a site of examples/ as any file server would. Only the address of Latchkey in it is made here, as whoever takes
 * the site over edits it.
 * @param port 0 for any that is free.
 * @throws Error when the port is in use.
 */
export async function serveExample(
  site: Site,
  port: number,
  latchkey: { origin: string; port: number },
): Promise<Server> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '').replace(/\/$/, '/index.html')
    const content = readSite(site, latchkey).get(path)
    const type = TYPES[extname(path)] ?? 'application/octet-stream'
    if (content === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': type }).end(content)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** What is served, by path. Read for each request, so that an edit shows when the page is loaded again. */
function readSite(site: Site, latchkey: { origin: string; port: number }): Map<string, string> {
  const folder = join(EXAMPLES, site)
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map(file => [
        file.slice(folder.length).replaceAll('\\', '/'),
        readFileSync(file, 'utf8')
          .replaceAll(/https:\/\/(auth|latchkey)\.example\.com/g, latchkey.origin)
          .replace('localPort = 3000', `localPort = ${latchkey.port}`),
      ]),
  )
}

async function main(): Promise<void> {
  const site = SITES.find(name => name === (process.argv[2] ?? SITES[0]))
  if (!site) {
    process.stderr.write(
      `There is no example ${process.argv[2]}. Name one of ${SITES.join(', ')}.\n`,
    )
    process.exitCode = 2
    return
  }
  await import('#lib/env/env-file.ts')
  const { env } = await import('#lib/env/env.ts')
  const { checkEnvironment } = await import('#lib/server/start.ts')
  checkEnvironment()
  const { origin } = env().publicUrl
  const origins = `allow http://localhost:${PORT} on ${origin}/origins, unless CORS_ORIGINS does`
  try {
    await serveExample(site, PORT, { origin, port: env().port })
    process.stdout.write(
      `examples/${site} is at http://localhost:${PORT}. It signs in at ${origin}: ${origins}.\nEnd it with Ctrl+C.\n`,
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    process.stderr.write(
      `Port ${PORT} is in use. End the program that listens there, then try again.\n`,
    )
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
