// What one process of the self-hosted server does: prepares the database, then answers API requests with the
// route files and everything else with Next. server.ts loads it.

import { createServer } from 'node:http'
import { join } from 'node:path'
import { NodeResponse } from 'srvx/node'
import { startEventRetention } from '#lib/audit/retention.ts'
import { env } from '#lib/env/env.ts'
import { setJsonResponseClass } from '#lib/http/json.ts'
import { startMailRequests } from '#lib/mail/mail-request.ts'
import { startMailRetention } from '#lib/mail/retention.ts'
import { startSender } from '#lib/mail/sender.ts'
import { startPasswordWorkers } from '#lib/passwords/password.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { createFrontDoor } from '#lib/server/front-door.ts'
import { ignoreUpgrades } from '#lib/server/ignore-upgrades.ts'
import { shareMetrics } from '#lib/server/metrics/relay.ts'
import { prepareToServe } from '#lib/server/prepare.ts'
import { loadRouter } from '#lib/server/router.ts'
import { printWelcome, runStep } from '#lib/server/start.ts'
import { describeListenError } from '#lib/server/start-error.ts'
import { stopGracefully } from '#lib/server/stop.ts'
import { refuseUnreadable } from '#lib/server/unreadable.ts'
import { tellServing } from '#lib/server/worker.ts'
import { startTicketRetention } from '#lib/tickets/retention.ts'
import { startTracing } from '#lib/tracing/start.ts'
import { startInvitationRetention } from '#lib/users/invitations/retention.ts'
import { MAIL_WRITERS } from '#lib/users/mail-writers.ts'
import { migrate } from './prisma/migrate.ts'

setJsonResponseClass(NodeResponse)
const { port, host } = env()
const root = import.meta.dirname
await startTracing()

// Next's instrumentation runs in this process too, and must not repeat this.
const admin = await onePerProcess('start', () => prepareToServe(migrate))
// Next and React choose their build by NODE_ENV when they are imported: after assumeProduction() in server.ts.
const { default: next } = await import('next')
const app = next({ dev: false, dir: root, hostname: host, port })
const [router] = await runStep('pages', () =>
  Promise.all([loadRouter(join(root, 'app')), app.prepare(), startPasswordWorkers()]),
)
const server = createServer(
  {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
  },
  createFrontDoor(router, app.getRequestHandler()),
)
server.on('error', error => {
  // Once the server listens, an error does not concern the port.
  if (server.listening) throw error
  process.stderr.write(`\n${describeListenError(error)}\n`)
  process.exit(1)
})
refuseUnreadable(server)
ignoreUpgrades(server)
stopGracefully(server, () => app.close())
shareMetrics()
server.listen(port, host, () => {
  if (!tellServing(admin)) printWelcome(admin)
  startEventRetention()
  startTicketRetention()
  startMailRetention()
  startInvitationRetention()
  startSender()
  startMailRequests(MAIL_WRITERS)
})
