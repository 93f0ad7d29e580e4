import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { settleRecords } from '#lib/audit/record.ts'
import { limitRecords } from '#lib/audit/retention.ts'
import { stampSocketAddress } from '#lib/http/client-address.ts'
import { settleRefusals } from '#lib/origins/refusals.ts'
import { warmUp } from '#lib/passwords/password.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { settleTraces } from '#lib/tracing/hook.ts'
import { startTracing } from '#lib/tracing/start.ts'
import { guard } from './front-door.ts'
import { prepare } from './prepare.ts'
import { checkEnvironment, outliveOutput, welcome } from './start.ts'
import { stopAfter } from './stop.ts'

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
