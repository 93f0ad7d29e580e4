#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isNodeAtLeast, MIN_NODE, OWN_NODE } from './setup/node.mjs'

// What `node bin/latchkey.mjs` starts. The Node of the machine runs this, which may be an older one: plain JavaScript, no
// dependencies.

const root = fileURLToPath(new URL('..', import.meta.url))
const node = join(root, process.platform === 'win32' ? `${OWN_NODE}.exe` : OWN_NODE)

// The last file that prisma/generate.ts writes. The stamps of bin/setup.mjs are missing in the Docker image.
const generated = join(root, 'lib/generated/stamp')

if (!existsSync(join(root, 'node_modules', 'commander')) || !existsSync(generated)) {
  fail('is not installed yet')
} else if (isNodeAtLeast(MIN_NODE)) {
  await import('./compile-cache.mjs')
  await import('./cli/main.ts')
} else if (existsSync(node)) {
  runWith(node)
} else {
  fail(`needs Node ${MIN_NODE} or newer, and this is ${process.versions.node}`)
}

function fail(why) {
  process.stderr.write(
    `Latchkey in ${root} ${why}. Run \`npm start\` there once, or \`node bin/setup.mjs dev\` to install without starting, then try again.\n`,
  )
  process.exitCode = 3
}

/** Runs the program with the project's own Node, and exits with its status. */
function runWith(command) {
  const ahead = ['--import', new URL('compile-cache.mjs', import.meta.url).href]
  const program = [join(root, 'bin/cli/main.ts'), ...process.argv.slice(2)]
  const child = spawn(command, [...ahead, ...program], { stdio: 'inherit' })
  // A terminal sends SIGINT to both processes. The program decides what happens.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 130 : code
  })
}
