import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// Run by whatever Node a machine has, before anything is installed: plain JavaScript, no dependencies.

/** The Node that the project brings along; an `.exe` stands beside it on Windows. */
export const OWN_NODE = 'node_modules/node/bin/node'

/** Where compile-cache.mjs has Node keep what it compiled. */
export const COMPILED_FOLDER = '.cache/compiled'

export const stamps = {
  dependencies: 'node_modules/.latchkey-lock',
  clients: 'lib/generated/latchkey-clients',
  browserClient: 'lib/generated/latchkey-browser-client',
  build: '.next/latchkey-build',
  browser: 'node_modules/.latchkey-browser',
}

/** What the Prisma clients are made of. */
export const clientSources = [
  'prisma/schema.prisma',
  'prisma/schema.ts',
  'prisma/generate.ts',
  'package-lock.json',
]

/** What the client for browsers, /client.js, is made of. */
export const browserClientSources = ['client', 'scripts/bundle-client.ts', 'package-lock.json']

/** What a build is made of; the clients in it come from the schema and the lock file. */
export const buildSources = [
  'app',
  'client',
  'lib',
  'prisma/schema.prisma',
  'middleware.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/** A hash over the names and contents of the files at and under `sources`, tests and clients aside. */
export function computeFingerprint(root, sources) {
  const hash = createHash('sha256')
  for (const source of sources) addFile(hash, root, source)
  return hash.digest('hex')
}

function addFile(hash, root, name) {
  if (name === 'lib/generated' || /\.test\.tsx?$/.test(name)) return
  const path = join(root, name)
  let contents
  try {
    contents = readFileSync(path)
  } catch (error) {
    if (error.code !== 'EISDIR') return
    for (const entry of readdirSync(path).sort()) addFile(hash, root, `${name}/${entry}`)
    return
  }
  hash.update(`${name}\0${contents.length}\0`).update(contents)
}

/** Whether the work behind `stamp` was last done for this `mark`, and `product` is still there. */
export function isDone(root, stamp, mark, product = stamp) {
  return existsSync(join(root, product)) && readText(root, stamp) === mark
}

/**
 * Whether node_modules holds what package-lock.json says, by our stamp or, when npm was run by hand,
 * by npm's own record of what it installed.
 */
export function isInstalled(root, mark) {
  if (!existsSync(join(root, OWN_NODE))) return false
  if (isDone(root, stamps.dependencies, mark)) return true
  const record = readText(root, 'node_modules/.package-lock.json')
  const lock = readText(root, 'package-lock.json')
  return record !== '' && lock !== '' && covers(readPackages(record), readPackages(lock))
}

function readPackages(lock) {
  return JSON.parse(lock).packages || {}
}

function covers(installed, wanted) {
  return Object.keys(wanted).every(path => {
    const { version, optional, devOptional } = wanted[path]
    if (path === '') return true
    const found = installed[path]
    // Optional ones are for other platforms as a rule.
    return found ? found.version === version : Boolean(optional || devOptional)
  })
}

function readText(root, name) {
  try {
    return readFileSync(join(root, name), 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    throw error
  }
}

/** PATH without node_modules/.bin, whose `node` npm must not run on while it replaces it. */
export function removeBinsFromPath(path) {
  return path
    .split(delimiter)
    .filter(folder => !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
    .join(delimiter)
}

/** What to do about an `npm install` that failed with this output. */
export function describeInstallFailure(output) {
  if (/E404|ETARGET/.test(output)) {
    return 'The registry lacks a package: see whether `npm config get registry` names the right one.'
  }
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRE(FUSED|SET)|ENETUNREACH/.test(output)) {
    return 'The npm registry was not reached: check the connection (`npm ping`), then try again.'
  }
  if (/EACCES|EPERM/.test(output)) {
    return 'A file may not be written: check who owns this folder and node_modules, and what uses it.'
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: make room, then try again.'
  if (/spawn npm ENOENT/.test(output)) return 'npm is not on PATH: it comes with Node.'
  return 'Remove node_modules and try again; the full log is named above.'
}

/** The first .env. */
export function makeFirstEnvFile(secretKey) {
  return `# Written by the first start. .env.example describes every setting.

# Signs the tokens. Keep it to yourself; whoever has it can be anybody.
SECRET_KEY=${secretKey}

# The origins whose pages may use this server. This is the development address of the example site, and
# of Jekyll: replace it by yours, as in CORS_ORIGINS=https://you.github.io
CORS_ORIGINS=http://localhost:4100,http://127.0.0.1:4100

# Where browsers reach this server, once that is not this machine.
#PUBLIC_URL=https://auth.example.com

# Who may create an account: open is anybody, closed is administrators only.
#SIGNUP=closed
`
}
