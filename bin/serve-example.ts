import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { extname } from 'node:path'
import { EXAMPLES, type Example, type Latchkey, prepareExample } from './example-files.ts'

// `npm run example`: serves a site of examples/ on an origin of its own, for the server of this installation.

/** The port that the first `.env` allows. */
const PORT = 4100
const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
}

/**
 * Serves a site of examples/ as any file server would.
 * @param port 0 for any that is free.
 * @throws Error when the port is in use.
 */
export async function serveExample(
  example: Example,
  port: number,
  latchkey: Latchkey,
): Promise<Server> {
  const readFiles = await prepareExample(example, latchkey)
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '').replace(/\/$/, '/index.html')
    const content = readFiles().get(path)
    if (content === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': findType(path) }).end(content)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** The content type of a file, by its name. */
export function findType(path: string): string {
  return TYPES[extname(path)] ?? 'application/octet-stream'
}

async function main(): Promise<void> {
  const example = EXAMPLES.find(name => name === (process.argv[2] ?? EXAMPLES[0]))
  if (!example) {
    process.stderr.write(
      `There is no example ${process.argv[2]}. Name one of ${EXAMPLES.join(', ')}.\n`,
    )
    process.exitCode = 2
    return
  }
  await import('#lib/env/env-file.ts')
  const { env } = await import('#lib/env/env.ts')
  const { checkEnvironment } = await import('#lib/server/start.ts')
  checkEnvironment()
  const { origin } = env().publicUrl
  const site = `http://localhost:${PORT}`
  try {
    await serveExample(example, PORT, { origin, port: env().port })
    process.stdout.write(
      [
        `examples/${example} is at ${site}. It signs in at ${origin}.`,
        `Unless .env does, allow ${site} on ${origin}/origins${example === 'static-site' ? '' : `, with the return address ${site}/`}.`,
        'End it with Ctrl+C.\n',
      ].join('\n'),
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
