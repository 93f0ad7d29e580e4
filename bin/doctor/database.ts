import { stat } from 'node:fs/promises'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { readDatabaseState } from '#lib/server/health/database-state.ts'
import { type Finding, fault, ok } from './finding.ts'

const CHECK = 'Database'
const STEPS = {
  down: [
    'It does not answer, or is not there.',
    'See whether it runs and whether DATABASE_URL names it; `npm start` makes a SQLite file.',
  ],
  behind: ['It lacks migrations.', 'Run npm run db:deploy.'],
} as const

/**
 * Whether the database answers, has every migration, is readable by its owner alone, and has an administrator.
 * @returns also whether others can go on to ask it.
 */
export async function checkDatabase(): Promise<{ findings: Finding[]; answers: boolean }> {
  // A process that has just begun may take longer to connect than a balancer is made to wait.
  await db().$queryRaw`SELECT 1`.catch(() => {})
  const state = await readDatabaseState()
  if (state === 'current') return { findings: await examineDatabase(), answers: true }
  const [says, fix] = STEPS[state]
  return { findings: [fault(CHECK, says, fix)], answers: false }
}

async function examineDatabase(): Promise<Finding[]> {
  const admins = await db().user.count({ where: { role: 'Admin', disabled: false } })
  const users = await db().user.count()
  const found = [
    admins > 0
      ? ok(CHECK, `It answers and has every migration. Users: ${users}, administrators: ${admins}.`)
      : fault(
          CHECK,
          'Nobody who can sign in is an administrator.',
          'Run latchkey user create <uid> --role Admin.',
        ),
  ]
  const { databaseUrl } = env()
  if (readEngine(databaseUrl) === 'sqlite') {
    const file = resolveSqlitePath(databaseUrl)
    if ((await stat(file)).mode & 0o077) {
      const says = `Others on this machine may read ${file}, with sessions and password hashes.`
      found.push(fault(CHECK, says, `Run chmod 600 ${file}.`))
    }
  }
  return found
}
