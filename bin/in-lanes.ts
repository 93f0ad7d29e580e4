import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * Runs npm scripts in lanes side by side: `node bin/in-lanes.ts check,test:unit test:browser` runs the scripts of
 * each lane one after the other, until one fails. Each line of output begins with the script that wrote it.
 * Exit status 1 when any failed; the other lanes go on to their ends, so that one run tells all.
 */
const lanes = process.argv.slice(2).map(lane => lane.split(','))
const failed = (await Promise.all(lanes.map(runLane))).filter(script => script !== null)
if (failed.length > 0) {
  process.stderr.write(`\nFailed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}

/** The script of the lane that failed, if any. */
async function runLane(scripts: string[]): Promise<string | null> {
  for (const script of scripts) {
    if (!(await succeeds(script))) return script
  }
  return null
}

async function succeeds(script: string): Promise<boolean> {
  const started = performance.now()
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  const say = (line: string) => process.stdout.write(`${script.padEnd(13)} │ ${line}\n`)
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', say)
  const [code] = await once(child, 'close')
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  say(code === 0 ? `done in ${seconds} s` : `FAILED after ${seconds} s`)
  return code === 0
}
