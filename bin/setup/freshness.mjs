import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { OWN_NODE } from './node.mjs'

// Loaded by the Node of the machine, before anything is installed: plain JavaScript, no dependencies.

/** Where Node caches compiled code, see compile-cache.mjs. */
export const COMPILED_FOLDER = '.cache/compiled'

/** The file of each step that holds the fingerprint of the sources that it was last done for. */
export const stamps = {
  dependencies: 'node_modules/.latchkey-lock',
  clients: 'lib/generated/latchkey-clients',
  browserClient: 'lib/generated/latchkey-browser-client',
  build: '.next/latchkey-build',
  browser: 'node_modules/.latchkey-browser',
}

/** The sources of the Prisma clients. */
export const clientSources = [
  'prisma/schema.prisma',
  'prisma/schema.ts',
  'prisma/generate.ts',
  'package-lock.json',
]

/** The sources of /client.js. */
export const browserClientSources = ['client', 'scripts/bundle-client.ts', 'package-lock.json']

/** The sources of a build. The Prisma clients in it depend on the schema and the lock file. */
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

/** A hash of the names and contents of all files in `sources`, without tests and generated clients. */
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

/** Whether the step of `stamp` was last done for the fingerprint `mark`, and its `product` still exists. */
export function isDone(root, stamp, mark, product = stamp) {
  return existsSync(join(root, product)) && readText(root, stamp) === mark
}

/**
 * Whether node_modules has the packages of package-lock.json, by our stamp or, when npm was run by hand, by npm's own
 * list of what it installed.
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
    // Optional packages are usually for other platforms.
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

/** PATH without node_modules/.bin: npm must not run on the `node` there while it replaces it. */
export function removeBinsFromPath(path) {
  return path
    .split(delimiter)
    .filter(folder => !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
    .join(delimiter)
}

/** What to do about an `npm install` that failed with this output. */
export function describeInstallFailure(output) {
  if (/E404|ETARGET/.test(output)) {
    return 'The registry lacks a package: check that `npm config get registry` names the right one.'
  }
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRE(FUSED|SET)|ENETUNREACH/.test(output)) {
    return 'The npm registry was not reached: check the connection (`npm ping`), then try again.'
  }
  if (/EACCES|EPERM/.test(output)) {
    return 'A file cannot be written: check who owns this folder and node_modules, and what uses them.'
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: make room, then try again.'
  if (/spawn npm ENOENT/.test(output)) return 'npm is not on PATH: it comes with Node.'
  return 'Remove node_modules and try again. The output above names the full log.'
}

/** The text of the first .env. */
export function makeFirstEnvFile(secretKey) {
  return `# Written by the first start. .env.example describes every setting.

# Signs the tokens. Keep it secret: with it one can act as any user.
SECRET_KEY=${secretKey}

# The origins whose pages may use this server. This one is the development address of the example site and of
# Jekyll. Replace it by yours, for example CORS_ORIGINS=https://you.github.io
CORS_ORIGINS=http://localhost:4100
# The page of it to which people come back who were sent here to sign in.
RETURN_ADDRESSES=http://localhost:4100/

# Where browsers reach this server, when it is not only this machine.
#PUBLIC_URL=https://auth.example.com
# Then also: how many proxies are in front of this server, so that each client has its own address.
#TRUST_PROXY=1

# Who may create an account: open means anybody, closed means administrators only.
#SIGNUP=closed
`
}
