import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** An X server without a screen, for browsers that insist on one. */
export type Screen = { display: string; close(): void }

/** Starts Xvfb, whose path is `program`, on a display that is free. */
export async function startScreen(program: string): Promise<Screen> {
  const child = spawn(program, ['-displayfd', '3', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const pipe = child.stdio[3]
  if (!pipe) throw new Error('Xvfb has no pipe to tell its display.')
  const [number] = await once(pipe, 'data')
  return { display: `:${String(number).trim()}`, close: () => child.kill() }
}
