import { env } from '#lib/env/env.ts'
import { gatherMetrics } from '../metrics/gather.ts'
import { printWelcome } from '../start.ts'
import { Crew } from './crew.ts'

/** How long the workers have to stop after STOP_DELAY, in milliseconds. Their own timeout is shorter. */
const STOP_TIMEOUT_MS = 15_000

/**
 * Keeps `count` workers running that serve on one port. This process answers no request: it holds the port and
 * distributes the connections, so that no connection waits for a worker that is gone.
 *
 * The first worker starts alone, because it migrates the database and creates the administrator. SIGTERM and
 * SIGINT stop all workers. SIGHUP replaces them one by one, with the `.env` and the files of that moment. The exit
 * status is 1 when a worker does not start, or does not stop in time.
 */
export async function superviseWorkers(count: number): Promise<void> {
  const crew = new Crew()
  gatherMetrics()
  let ending: Promise<void> | undefined
  const stop = () => {
    const timeoutMs = STOP_TIMEOUT_MS + env().stopDelaySeconds * 1000
    ending ??= crew.dismiss(timeoutMs).then(clean => process.exit(clean ? 0 : 1))
  }
  process.on('SIGTERM', stop)
  process.once('SIGINT', stop)
  // On a terminal SIGHUP means that it was closed.
  process.on('SIGHUP', () => (process.stdout.isTTY ? stop() : void crew.replaceAll()))

  const first = await crew.hire()
  const others = first ? Array.from({ length: count - 1 }, () => crew.hire()) : []
  const all = [first, ...(await Promise.all(others))]
  if (ending !== undefined) return
  if (!first || all.includes(null)) {
    process.stderr.write('\nA worker did not start.\n')
    await crew.dismiss(STOP_TIMEOUT_MS)
    process.exit(1)
  }
  crew.startReplacing()
  printWelcome(first, count)
}
