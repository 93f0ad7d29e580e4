import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { env } from '#lib/env/env.ts'
import { type Finding, fail } from './finding.ts'

const CHECK = 'Database'
const SUFFIXES = ['', '-wal', '-shm', '-journal']

/**
 * Finds files of the SQLite database that the server's user cannot use. Root can open everything, so to root they
 * would look fine; the owner of the folder is the user whom the server runs as.
 */
export async function checkOwnership(): Promise<Finding[]> {
  const { databaseUrl } = env()
  if (readEngine(databaseUrl) !== 'sqlite') return []
  const file = resolveSqlitePath(databaseUrl)
  const folder = await stat(dirname(file)).catch(() => null)
  if (!folder) return []
  const found: Finding[] = []
  for (const suffix of SUFFIXES) {
    const path = file + suffix
    const { uid } = await stat(path).catch(() => folder)
    if (uid === folder.uid) continue
    const says = `${path} belongs to user ${uid}, and its folder to user ${folder.uid}, whom the server runs as.`
    found.push(fail(CHECK, says, `Run chown ${folder.uid}:${folder.gid} ${path}.`))
  }
  return found
}
