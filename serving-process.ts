import { createServer } from 'node:http'
import { join } from 'node:path'
import { NodeResponse } from 'srvx/node'
import { limitRecords } from '#lib/audit/retention.ts'
import { env } from '#lib/env/env.ts'
import { makeAnswersWith } from '#lib/http/json.ts'
import { warmUp } from '#lib/passwords/password.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { frontDoor } from '#lib/server/front-door.ts'
import { ignoreUpgrades } from '#lib/server/ignore-upgrades.ts'
import { tellFigures } from '#lib/server/metrics/relay.ts'
import { prepare } from '#lib/server/prepare.ts'
import { loadRoutes } from '#lib/server/router.ts'
import { step, welcome } from '#lib/server/start.ts'
import { listenFault } from '#lib/server/start-fault.ts'
import { stopGracefully } from '#lib/server/stop.ts'
import { refuseUnreadable } from '#lib/server/unreadable.ts'
import { tellServing } from '#lib/server/worker.ts'
import { startTracing } from '#lib/tracing/start.ts'
import { migrate } from './prisma/migrate.ts'

makeAnswersWith(NodeResponse)
const { port, host } = env()
const root = import.meta.dirname
await startTracing()

// Next's instrumentation runs in this process too, and must not do this again.
const admin = await onePerProcess('start', () => prepare(migrate))
// Next and React choose their build by NODE_ENV when they are imported.
const { default: next } = await import('next')
const app = next({ dev: false, dir: root, hostname: host, port })
const [router] = await step('pages', () =>
  Promise.all([loadRoutes(join(root, 'app')), app.prepare(), warmUp()]),
)
const server = createServer(
  {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
  },
  frontDoor(router, app.getRequestHandler()),
)
server.on('error', error => {
  // Later it is of one connection.
  if (server.listening) throw error
  process.stderr.write(`\n${listenFault(error)}\n`)
  process.exit(1)
})
refuseUnreadable(server)
ignoreUpgrades(server)
stopGracefully(server, () => app.close())
tellFigures()
server.listen(port, host, () => {
  if (!tellServing(admin)) welcome(admin)
  limitRecords()
})
