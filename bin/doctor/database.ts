import { stat } from 'node:fs/promises'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { readDatabaseState } from '#lib/server/health/database-state.ts'
import { PROGRAM } from '../cli/program.ts'
import { type Finding, fail, pass } from './finding.ts'

const CHECK = 'Database'
const FAULTS = {
  down: [
    'It does not answer or does not exist.',
    'Check that it runs and that DATABASE_URL names it. `npm start` creates a SQLite file.',
  ],
  behind: ['It lacks migrations.', 'Run npm run db:deploy.'],
} as const

/**
 * Checks that the database answers, has every migration, has an administrator, and that only its owner can read it.
 * @returns also whether the database answers, so that other checks can use it.
 */
export async function checkDatabase(): Promise<{ findings: Finding[]; answers: boolean }> {
  // In a new process the first connection may take longer than readDatabaseState() waits.
  await db().$queryRaw`SELECT 1`.catch(() => {})
  const state = await readDatabaseState()
  if (state === 'current') return { findings: await examineDatabase(), answers: true }
  const [says, fix] = FAULTS[state]
  return { findings: [fail(CHECK, says, fix)], answers: false }
}

async function examineDatabase(): Promise<Finding[]> {
  const admins = await db().user.count({ where: { role: 'Admin', disabled: false } })
  const users = await db().user.count()
  const found = [
    admins > 0
      ? pass(
          CHECK,
          `It answers and has every migration. Users: ${users}, administrators: ${admins}.`,
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
