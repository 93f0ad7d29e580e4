import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findApache, installApache } from './setup/apache.mjs'
import { findChromium, installChromium } from './setup/chromium.mjs'
import { giveToFolderOwner } from './setup/file-owner.mjs'
import {
  browserClientSources,
  buildSources,
  COMPILED_FOLDER,
  clientSources,
  computeFingerprint,
  describeInstallFailure,
  isDone,
  isInstalled,
  makeFirstEnvFile,
  removeBinsFromPath,
  stamps,
} from './setup/freshness.mjs'
import { findNginx, installNginx } from './setup/nginx.mjs'
import { isNodeAtLeast, MIN_NODE, MIN_SETUP_NODE, OWN_NODE } from './setup/node.mjs'

// Makes a fresh clone ready to start, develop or test, and skips what is up to date. The Node of the machine runs this,
// which may be an older one: plain JavaScript, no dependencies.

const root = fileURLToPath(new URL('..', import.meta.url))
const bins = join(root, 'node_modules', '.bin')
const windows = process.platform === 'win32'

const plans = {
  start: [installDependencies, writeEnvFile, generateClients, bundleClient, build],
  dev: [installDependencies, writeEnvFile, generateClients, bundleClient],
  test: [
    installDependencies,
    generateClients,
    bundleClient,
    build,
    prepareBrowser,
    prepareNginx,
    prepareApache,
  ],
  bench: [installDependencies, generateClients, bundleClient, build],
  // Before and after `npm run build`, so that the next start does not build again.
  build: [installDependencies, generateClients, bundleClient],
  built: [stampBuild],
}

class SetupError extends Error {}

async function installDependencies() {
  const mark = computeFingerprint(root, ['package-lock.json'])
  if (isInstalled(root, mark)) {
    sayUpToDate('dependencies')
  } else {
    rmSync(join(root, stamps.dependencies), { force: true })
    await step('dependencies', 'installing from package-lock.json', install)
  }
  if (!isDone(root, stamps.dependencies, mark)) {
    writeFileSync(join(root, stamps.dependencies), mark)
  }
}

async function install() {
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms, and npm leaves
  // them out when the registry does not have them. `--no-save` keeps to the lock file, too.
  // `--include=dev`: what the build needs, and Node itself, are development dependencies.
  const { code, output } = await run(
    'npm',
    ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    { shell: windows, env: { ...process.env, PATH: removeBinsFromPath(process.env.PATH || '') } },
  )
  if (code !== 0)
    throw new SetupError(`${output}\n\`npm install\` failed. ${describeInstallFailure(output)}`)
  if (!existsSync(join(root, OWN_NODE))) {
    throw new SetupError(
      'The package `node` did not install its program, because npm runs no install scripts here. Run `npm install --ignore-scripts=false`, then try again.',
    )
  }
}

function writeEnvFile() {
  const path = join(root, '.env')
  if (process.env.SECRET_KEY || existsSync(path)) return
  const secretKey = randomBytes(32).toString('base64url')
  writeFileSync(path, makeFirstEnvFile(secretKey), { mode: 0o600, flag: 'wx' })
  giveToFolderOwner(path)
  say('✓ .env with a random SECRET_KEY')
}

async function generateClients() {
  const mark = computeFingerprint(root, clientSources)
  if (isDone(root, stamps.clients, mark)) return sayUpToDate('database clients')
  await step('database clients', 'generating', () => runNode(['prisma/generate.ts']))
  writeFileSync(join(root, stamps.clients), mark)
}

async function bundleClient() {
  const mark = computeFingerprint(root, browserClientSources)
  if (isDone(root, stamps.browserClient, mark)) return sayUpToDate('browser client')
  await step('browser client', 'bundling', () => runNode(['scripts/bundle-client.ts']))
  writeFileSync(join(root, stamps.browserClient), mark)
}

async function build() {
  const mark = computeFingerprint(root, buildSources)
  if (isDone(root, stamps.build, mark, '.next/BUILD_ID')) return sayUpToDate('build')
  rmSync(join(root, stamps.build), { force: true })
  // The compiled code of the old build is useless now.
  rmSync(join(root, COMPILED_FOLDER), { recursive: true, force: true })
  await step('build', 'building, which takes about a minute', () =>
    runNode(['node_modules/next/dist/bin/next', 'build'], {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    }),
  )
  writeFileSync(join(root, stamps.build), mark)
}

async function prepareBrowser() {
  if (findChromium() || isDone(root, stamps.browser, 'installed')) return sayUpToDate('browser')
  await step('browser', 'installing Chromium', async () => {
    const env = { ...process.env, PATH: `${bins}${delimiter}${process.env.PATH || ''}` }
    if (await installChromium((command, args) => run(command, args, { shell: windows, env })))
      return
    throw new SetupError('The browser tests need Chromium or Chrome. Install one, then try again.')
  })
  writeFileSync(join(root, stamps.browser), 'installed')
}

async function prepareNginx() {
  if (findNginx()) return sayUpToDate('nginx')
  await step('nginx', 'installing it for the contract tests', async () => {
    if (await installNginx((command, args) => run(command, args, { shell: windows }))) return
    throw new SetupError('The contract tests need nginx. Install it, then try again.')
  })
}

async function prepareApache() {
  if (findApache()) return sayUpToDate('apache')
  await step('apache', 'installing it with mod_auth_openidc for the browser tests', async () => {
    if (await installApache((command, args) => run(command, args, { shell: windows }))) return
    throw new SetupError(
      'The browser tests need Apache with mod_auth_openidc. Install it, then try again.',
    )
  })
}

function stampBuild() {
  writeFileSync(join(root, stamps.build), computeFingerprint(root, buildSources))
}

/** Runs the project's own Node. npm puts it on PATH only for the scripts after this one. */
async function runNode(args, env = {}) {
  const node = join(root, windows ? `${OWN_NODE}.exe` : OWN_NODE)
  const path = `${bins}${delimiter}${process.env.PATH || ''}`
  const { code, output } = await run(node, args, { env: { ...process.env, ...env, PATH: path } })
  if (code !== 0) throw new SetupError(`${output}\n\`node ${args.join(' ')}\` failed.`)
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

async function step(name, doing, work) {
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

function sayUpToDate(name) {
  say(`· ${name} up to date`)
}

function say(line) {
  process.stdout.write(`${line}\n`)
}

async function main() {
  if (!isNodeAtLeast(MIN_SETUP_NODE)) {
    throw new SetupError(
      `Node ${process.versions.node} is too old to install Latchkey. Install Node ${MIN_SETUP_NODE} or newer from https://nodejs.org. It only runs the setup: npm installs Node ${MIN_NODE} or newer with the dependencies.`,
    )
  }
  const plan = plans[process.argv[2]]
  if (!Array.isArray(plan))
    throw new SetupError(`Usage: node bin/setup.mjs ${Object.keys(plans).join('|')}`)
  for (const work of plan) await work()
}

main().catch(error => {
  process.stderr.write(`\n${error instanceof SetupError ? error.message : error.stack}\n`)
  process.exitCode = 1
})
