import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { flushEvents } from '#lib/audit/record-event.ts'
import { startEventRetention } from '#lib/audit/retention.ts'
import { stampSocketAddress } from '#lib/http/client-address.ts'
import { startMailRequests } from '#lib/mail/mail-request.ts'
import { startMailRetention } from '#lib/mail/retention.ts'
import { startSender, stopSender } from '#lib/mail/sender.ts'
import { settleRefusals } from '#lib/origins/refusals.ts'
import { startPasswordWorkers } from '#lib/passwords/password.ts'
import { finishDeferredWork } from '#lib/runtime/defer.ts'
import { setKeepAwake } from '#lib/runtime/keep-awake.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { startTicketRetention } from '#lib/tickets/retention.ts'
import { flushTraces } from '#lib/tracing/hook.ts'
import { startTracing } from '#lib/tracing/start.ts'
import { startInvitationRetention } from '#lib/users/invitations/retention.ts'
import { MAIL_WRITERS } from '#lib/users/mail-writers.ts'
import { guardServer } from './front-door.ts'
import { prepareToServe } from './prepare.ts'
import { checkEnvironment, ignoreOutputErrors, printWelcome } from './start.ts'
import { runBeforeStop } from './stop.ts'

/**
 * Starts what `server.ts` starts, on a host that is Next alone: refuses faulty settings, prepares the database, notes
 * the socket's address on each request, and refuses malformed requests.
 * @param after Next's own, which keeps a serverless function awake until a promise is settled.
 */
export async function startOnNext(after: (work: Promise<unknown>) => void): Promise<void> {
  await onePerProcess('start', async () => {
    setKeepAwake(work => askToStayAwake(after, work))
    ignoreOutputErrors()
    checkEnvironment()
    await startTracing()
    const guarded = new WeakSet<Server>()
    subscribe('http.server.request.start', message => {
      const { request, server } = message as { request: IncomingMessage; server: Server }
      stampSocketAddress(request)
      if (!guarded.has(server)) guardServer(server)
      guarded.add(server)
    })
    const [admin] = await Promise.all([prepareToServe(migrateNatively), startPasswordWorkers()])
    runBeforeStop(async () => {
      await finishDeferredWork()
      await Promise.all([flushEvents(), settleRefusals(), flushTraces(), stopSender()])
    })
    startEventRetention()
    startTicketRetention()
    startMailRetention()
    startInvitationRetention()
    startSender()
    startMailRequests(MAIL_WRITERS)
    printWelcome(admin)
  })
}

/** Outside a request, where `after` throws, nothing freezes this process that is not frozen already. */
function askToStayAwake(after: (work: Promise<unknown>) => void, work: Promise<unknown>): void {
  try {
    after(work)
  } catch {}
}

/** Next does not bundle the migration engine: Node runs the file as it is. */
async function migrateNatively(url: string): Promise<string[]> {
  const file = pathToFileURL(join(process.cwd(), 'prisma/migrate.ts')).href
  const { migrate } = await import(/* turbopackIgnore: true */ file)
  return migrate(url)
}
