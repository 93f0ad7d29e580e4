import { stat } from 'node:fs/promises'
import { findDatabaseFault, UNMIGRATED } from '#lib/db/database-fault.ts'
import type { DatabaseFault } from '#lib/db/database-fault-type.ts'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { db } from '#lib/db/db.ts'
import { FULL, isDiskFull } from '#lib/db/file-fault.ts'
import { requireKnownSchema } from '#lib/db/schema-state.ts'
import { probeWrite } from '#lib/db/writable.ts'
import { env } from '#lib/env/env.ts'
import { PROGRAM } from '../cli/program.ts'
import { type Finding, fail, pass } from './finding.ts'

const CHECK = 'Database'

/**
 * Checks that the database answers, takes writes, has every migration and an administrator, and that only its owner can
 * read it.
 * @returns also whether the database answers, so that other checks can use it.
 */
export async function checkDatabase(): Promise<{ findings: Finding[]; answers: boolean }> {
  const fault = await findFault()
  if (!fault) return { findings: await examineDatabase(), answers: true }
  const answers = fault.code === 'database_unwritable' && (await isReadable())
  return { findings: [fail(CHECK, fault.says, fault.fix)], answers }
}

/** What a start or a command would say. */
async function findFault(): Promise<DatabaseFault | null> {
  try {
    if ((await requireKnownSchema()) === 'behind') return UNMIGRATED
    await probeWrite()
    return findDiskFault()
  } catch (error) {
    const fault = findDatabaseFault(error)
    if (!fault) throw error
    return fault
  }
}

/** A small write may find room where a sign-in finds none. */
function findDiskFault(): DatabaseFault | null {
  const { databaseUrl } = env()
  if (readEngine(databaseUrl) !== 'sqlite') return null
  return isDiskFull(resolveSqlitePath(databaseUrl)) ? FULL : null
}

function isReadable(): Promise<boolean> {
  return db()
    .user.count()
    .then(
      () => true,
      () => false,
    )
}

async function examineDatabase(): Promise<Finding[]> {
  const admins = await db().user.count({ where: { role: 'Admin', disabled: false } })
  const users = await db().user.count()
  const found = [
    admins > 0
      ? pass(
          CHECK,
          `It answers, takes writes and has every migration. Users: ${users}, administrators: ${admins}.`,
        )
      : fail(
          CHECK,
          'There is no administrator who can sign in.',
          `Run \`${PROGRAM} user create <uid> --role Admin\`.`,
        ),
  ]
  const { databaseUrl } = env()
  if (readEngine(databaseUrl) === 'sqlite') {
    const file = resolveSqlitePath(databaseUrl)
    if ((await stat(file)).mode & 0o077) {
      const says = `Other users of this machine can read ${file}, which holds sessions and password hashes.`
      found.push(fail(CHECK, says, `Run chmod 600 ${file}.`))
    }
  }
  return found
}
