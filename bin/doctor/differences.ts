import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Installation } from '#lib/server/installation/installation.ts'
import { type Finding, fail } from './finding.ts'

const CHECK = 'Server'

/** A finding for each respect in which the server that runs (`there`) is not what this folder would start (`here`). */
export function findDifferences(there: Installation, here: Installation): Finding[] {
  const elsewhere = describeElsewhere(there, here)
  const found: Finding[] = []
  if (there.build && here.build && there.build !== here.build) {
    const says = 'The server runs another build than the one in this folder.'
    found.push(fail(CHECK, says, elsewhere ?? RESTART))
  }
  const database = describeDatabases(there, here)
  if (database) found.push(fail(CHECK, database, elsewhere ?? RESTART))
  for (const name of listNames(there, here)) {
    if (name === 'DATABASE_URL' && (database || here.database.file)) continue
    const says = describeValues(name, there.settings[name] ?? '', here.settings[name] ?? '')
    if (says) found.push(fail(CHECK, says, elsewhere ?? adviseRestart(name)))
  }
  return found
}

const RESTART = 'Restart the server.'

function describeElsewhere(there: Installation, here: Installation): string | null {
  if (there.folder === here.folder && there.machine === here.machine) return null
  if (there.machine !== here.machine) {
    return `You are on another machine or outside the container: run this on ${there.machine}, in ${there.folder}.`
  }
  return `You are in another folder (${here.folder}): run this in ${there.folder}, or start the server from here.`
}

function describeDatabases(there: Installation, here: Installation): string | null {
  const [its, ours] = [there.database, here.database]
  const known = its.content !== '' && ours.content !== ''
  if (known && its.content === ours.content && its.file === ours.file) return null
  if (its.place !== ours.place || its.file !== ours.file) {
    return `The server works on the database ${its.place}, and here it is ${ours.place}.`
  }
  if (!known) return null
  return `The server works on another database than the one that is at ${ours.place} now: it was replaced while the server ran.`
}

const listNames = (there: Installation, here: Installation) => [
  ...new Set([...Object.keys(there.settings), ...Object.keys(here.settings)]),
]

const FINGERPRINT = /^[\da-f]{32}$/

function describeValues(name: string, its: string, ours: string): string | null {
  if (its === ours) return null
  const isSecret = [its, ours].every(text => text === '' || FINGERPRINT.test(text))
  if (!isSecret) return `The server runs with ${name}=${its}, and here it is ${name}=${ours}.`
  if (its === '') return `The server runs without ${name}, and here it is set.`
  return `The server runs with another ${name}${ours ? ' than the one here' : ', and here it is not set'}.`
}

/** A variable of the environment counts more than a line of `.env`, so a restart alone would not help. */
function adviseRestart(name: string): string {
  if (!isGivenByShell(name)) {
    return `${RESTART} If it says the same afterwards, ${name} is set where the server is started (systemd, compose.yaml), which counts more than .env.`
  }
  return `This shell sets ${name}, which counts more than .env: run unset ${name}, or restart the server with it.`
}

function isGivenByShell(name: string): boolean {
  const value = process.env[name]
  return value !== undefined && readEnvFile()[name] !== value
}

function readEnvFile(): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'))
  } catch {
    return {}
  }
}
