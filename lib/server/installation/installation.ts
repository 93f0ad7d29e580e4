import { createHmac } from 'node:crypto'
import { hostname } from 'node:os'
import { env } from '#lib/env/env.ts'
import type { Env } from '#lib/env/env-type.ts'
import { describeSetting, SETTINGS } from '#lib/env/settings.ts'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'
import { readBuild } from './build.ts'
import { type DatabaseIdentity, readDatabaseIdentity } from './database-identity.ts'

/** What one process runs with, for another that knows the same key to compare itself with. */
export type Installation = {
  machine: string
  folder: string
  /** Empty without a build. */
  build: string
  database: DatabaseIdentity
  /** By their names: values, and fingerprints of secrets. */
  settings: Record<string, string>
}

/**
 * Describes this process.
 * @param secret a key of SECRET_KEY that the reader has too. Without it nobody can test guesses against a fingerprint.
 */
export async function readInstallation(secret: string): Promise<Installation> {
  const settings = env()
  const takeFingerprint = makeFingerprint(secret)
  const database = await readDatabaseIdentity(settings.databaseUrl)
  return {
    machine: hostname(),
    folder: process.cwd(),
    build: readBuild(),
    database: { ...database, content: takeFingerprint('database', database.content) },
    // The first audience follows PUBLIC_URL, and would differ with it.
    settings: describeSettings(
      { ...settings, audiences: settings.audiences.slice(1) },
      takeFingerprint,
    ),
  }
}

type TakeFingerprint = (name: string, text: string) => string

function describeSettings(settings: Env, takeFingerprint: TakeFingerprint) {
  const described: Record<string, string> = {}
  for (const key of Object.keys(settings) as (keyof Env)[]) {
    const { name, compare } = SETTINGS[key]
    if (compare === 'nothing') continue
    const text = describeSetting(settings[key])
    described[name] = compare === 'value' ? text : takeFingerprint(name, text)
  }
  return described
}

/** An HMAC of 128 bits; that of nothing is empty. */
function makeFingerprint(secret: string): TakeFingerprint {
  const key = deriveKeys('doctor')[env().secretKeys.indexOf(secret)]
  if (!key) throw new Error('The key is none of SECRET_KEY.')
  return (name, text) =>
    text && createHmac('sha256', key).update(`${name}\n${text}`).digest('hex').slice(0, 32)
}
