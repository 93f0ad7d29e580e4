#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OWN_NODE } from './setup/freshness.mjs'

// What `npx latchkey` starts. It may be an older Node that reads this, so: plain JavaScript, no dependencies.

const root = fileURLToPath(new URL('..', import.meta.url))
const node = join(root, process.platform === 'win32' ? `${OWN_NODE}.exe` : OWN_NODE)

// The last file that prisma/generate.ts writes, whoever calls it: the Dockerfile does without bin/setup.mjs.
const generated = join(root, 'lib/generated/stamp')

if (!existsSync(join(root, 'node_modules', 'commander')) || !existsSync(generated)) {
  fail('is not installed yet')
} else if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import('./compile-cache.mjs')
  await import('./cli/main.ts')
} else if (existsSync(node)) {
  runWith(node)
} else {
  fail(`needs Node 24, and this is ${process.versions.node}`)
}

function fail(why) {
  process.stderr.write(
    `Latchkey in ${root} ${why}. Run \`npm start\` there once, or \`node bin/setup.mjs dev\` to install without starting, then try again.\n`,
  )
  process.exitCode = 3
}

/** Runs the program in the Node that the project brings along, and ends as it does. */
function runWith(command) {
  const ahead = ['--import', new URL('compile-cache.mjs', import.meta.url).href]
  const program = [join(root, 'bin/cli/main.ts'), ...process.argv.slice(2)]
  const child = spawn(command, [...ahead, ...program], { stdio: 'inherit' })
  // A terminal sends both of us an interrupt; it is for the program to say what becomes of it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 130 : code
  })
}
