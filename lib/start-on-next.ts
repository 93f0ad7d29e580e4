import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { settleRecords } from './audit/record.ts'
import { limitRecords } from './audit/retention.ts'
import { warmUp } from './auth/password.ts'
import { stampSocketAddress } from './http/client-ip.ts'
import { guard } from './http/front-door.ts'
import { onePerProcess } from './one-per-process.ts'
import { settleRefusals } from './origins/refusals.ts'
import { prepare } from './prepare.ts'
import { checkEnvironment, outliveOutput, welcome } from './start.ts'
import { stopAfter } from './stop.ts'
import { settleTraces } from './tracing/hook.ts'
import { startTracing } from './tracing/start.ts'

/**
 * What `server.ts` does at its start, for a host that is Next alone: refuses a faulty environment, brings the
 * database up to date, has each request stamped with its socket's address, and malformed ones refused.
 */
export async function startOnNext(): Promise<void> {
  await onePerProcess('start', async () => {
    outliveOutput()
    checkEnvironment()
    await startTracing()
    const guarded = new WeakSet<Server>()
    subscribe('http.server.request.start', message => {
      const { request, server } = message as { request: IncomingMessage; server: Server }
      stampSocketAddress(request)
      if (!guarded.has(server)) guard(server)
      guarded.add(server)
    })
    const [admin] = await Promise.all([prepare(migrateNatively), warmUp()])
    stopAfter(async () => {
      await Promise.all([settleRecords(), settleRefusals(), settleTraces()])
    })
    limitRecords()
    welcome(admin)
  })
}

/** The migrations' engine is no part of the bundle: Node runs the file as it is. */
async function migrateNatively(url: string): Promise<string[]> {
  const file = pathToFileURL(join(process.cwd(), 'prisma/migrate.ts')).href
  const { migrate } = await import(/* turbopackIgnore: true */ file)
  return migrate(url)
}
