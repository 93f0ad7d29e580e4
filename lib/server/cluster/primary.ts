import { env } from '#lib/env/env.ts'
import { gatherMetrics } from '../metrics/gather.ts'
import { printWelcome } from '../start.ts'
import { Crew } from './crew.ts'

/** How long the workers have to stop, in milliseconds, after STOP_DELAY; they give themselves less. */
const STOP_TIMEOUT_MS = 15_000

/**
 * Keeps `count` workers running, which serve on one port. This process answers nobody: it holds the port and deals
 * the connections out, so that none waits for a worker that is gone.
 *
 * The first worker starts alone, since it migrates and sees to the administrator. SIGTERM and SIGINT stop all.
 * SIGHUP replaces one worker after the other, by what `.env` and the files say by then. Exit status 1 when a
 * worker does not start, or did not stop in time.
 */
export async function superviseWorkers(count: number): Promise<void> {
  const crew = new Crew()
  gatherMetrics()
  let ending: Promise<void> | undefined
  const stop = () => {
    const patience = STOP_TIMEOUT_MS + env().stopDelaySeconds * 1000
    ending ??= crew.dismiss(patience).then(clean => process.exit(clean ? 0 : 1))
  }
  process.on('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Who closes the terminal wants an end.
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
  crew.keep()
  printWelcome(first, count)
}
