import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
import { isNodeAtLeast, MIN_NODE, MIN_SETUP_NODE, OWN_NODE } from './setup/node.mjs'
import { root, runNode, runProgram, runStep, SetupError, say, sayUpToDate } from './setup/run.mjs'

// Makes a fresh clone ready to start, develop or test, and skips what is up to date. The Node of the machine runs this,
// which may be an older one: plain JavaScript, no dependencies.

const plans = {
  start: [installDependencies, writeEnvFile, generateClients, bundleClient, build],
  dev: [installDependencies, writeEnvFile, generateClients, bundleClient],
  test: [installDependencies, generateClients, bundleClient, build, prepareTestTools],
  bench: [installDependencies, generateClients, bundleClient, build],
  // Before and after `npm run build`, so that the next start does not build again.
  build: [installDependencies, generateClients, bundleClient],
  built: [stampBuild],
}

async function installDependencies() {
  const mark = computeFingerprint(root, ['package-lock.json'])
  if (isInstalled(root, mark)) {
    sayUpToDate('dependencies')
  } else {
    rmSync(join(root, stamps.dependencies), { force: true })
    await runStep('dependencies', 'installing from package-lock.json', install)
  }
  if (!isDone(root, stamps.dependencies, mark)) {
    writeFileSync(join(root, stamps.dependencies), mark)
  }
}

async function install() {
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms, and npm leaves
  // them out when the registry does not have them. `--no-save` keeps to the lock file, too.
  // `--include=dev`: what the build needs, and Node itself, are development dependencies.
  const { code, output } = await runProgram(
    'npm',
    ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    { ...process.env, PATH: removeBinsFromPath(process.env.PATH || '') },
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
  await runStep('database clients', 'generating', () => runNode(['prisma/generate.ts']))
  writeFileSync(join(root, stamps.clients), mark)
}

async function bundleClient() {
  const mark = computeFingerprint(root, browserClientSources)
  if (isDone(root, stamps.browserClient, mark)) return sayUpToDate('browser client')
  await runStep('browser client', 'bundling', () => runNode(['scripts/bundle-client.ts']))
  writeFileSync(join(root, stamps.browserClient), mark)
}

async function build() {
  const mark = computeFingerprint(root, buildSources)
  if (isDone(root, stamps.build, mark, '.next/BUILD_ID')) return sayUpToDate('build')
  rmSync(join(root, stamps.build), { force: true })
  // The compiled code of the old build is useless now.
  rmSync(join(root, COMPILED_FOLDER), { recursive: true, force: true })
  await runStep('build', 'building, which takes about a minute', () =>
    runNode(['node_modules/next/dist/bin/next', 'build'], {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    }),
  )
  writeFileSync(join(root, stamps.build), mark)
}

async function prepareTestTools() {
  const { prepareApache, prepareBrowser, prepareNginx } = await import('./setup/test-tools.mjs')
  await prepareBrowser()
  await prepareNginx()
  await prepareApache()
}

function stampBuild() {
  writeFileSync(join(root, stamps.build), computeFingerprint(root, buildSources))
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
