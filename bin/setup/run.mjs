import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OWN_NODE } from './node.mjs'

// Loaded by the Node of the machine, before anything is installed: plain JavaScript, no dependencies.

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
const bins = join(root, 'node_modules', '.bin')
const windows = process.platform === 'win32'

/** What stops the setup, in words for whoever runs it. */
export class SetupError extends Error {}

/** Runs one step of the setup, and says so before and after it. */
export async function runStep(name, doing, work) {
  const started = Date.now()
  const terminal = process.stdout.isTTY
  process.stdout.write(`… ${name}: ${doing}${terminal ? '' : '\n'}`)
  const clear = terminal ? '\r\x1b[K' : ''
  try {
    await work()
  } catch (error) {
    say(`${clear}✗ ${name}`)
    throw error
  }
  say(`${clear}✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}

export function sayUpToDate(name) {
  say(`· ${name} up to date`)
}

export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** Runs the project's own Node. npm puts it on PATH only for the scripts after this one. */
export async function runNode(args, env = {}) {
  const node = join(root, windows ? `${OWN_NODE}.exe` : OWN_NODE)
  const own = { ...process.env, ...env, PATH: addBinsToPath() }
  const { code, output } = await run(node, args, { env: own })
  if (code !== 0) throw new SetupError(`${output}\n\`node ${args.join(' ')}\` failed.`)
}

/** Runs a program that is found on PATH. @returns `{ code, output }` */
export function runProgram(name, args, env = process.env) {
  return run(name, args, { env, shell: windows })
}

/** PATH with the programs of node_modules first. */
export function addBinsToPath() {
  return `${bins}${delimiter}${process.env.PATH || ''}`
}

function run(command, args, options) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const chunks = []
    child.stdout.on('data', chunk => chunks.push(chunk))
    child.stderr.on('data', chunk => chunks.push(chunk))
    const done = code => resolve({ code, output: Buffer.concat(chunks).toString() })
    child.on('error', error => {
      chunks.push(Buffer.from(`${error.message}\n`))
      done(1)
    })
    child.on('close', done)
  })
}
