import { resolve } from 'node:path'
import { restorePostgres } from '#lib/backup/restore-postgres.ts'
import { restoreSqlite } from '#lib/backup/restore-sqlite.ts'
import { readEngine, resolveSqlitePath } from '#lib/db/database-url.ts'
import { env } from '#lib/env/env.ts'
import { describeUserCount } from '#lib/users/user-count-words.ts'
import type { Command } from './command.ts'
import { findOperator } from './operator.ts'
import { createProgressBar } from './progress.ts'

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Replace the database at DATABASE_URL with a backup, on either engine',
  args: { '<file>': 'a file that `backup` has written, with its .sha256 beside it' },
  options: { '--force': 'replace the database even if it has users' },
  notes:
    'Stop the servers first. The restore takes effect completely or not at all. It ends every session, and\nvoids every link for a new password and every signing key of the backup, because it cannot tell which\nof them were revoked or used since. Everybody signs in again.',
  anySchema: true,
  async run({ args: [name = ''], options }, terminal) {
    const file = resolve(terminal.folder, name)
    const { databaseUrl } = env()
    const bar = createProgressBar(terminal, 'Restoring')
    const how = { force: options.force === true, actor: findOperator(), progress: bar }
    const restoring =
      readEngine(databaseUrl) === 'sqlite'
        ? restoreSqlite(file, resolveSqlitePath(databaseUrl), how)
        : restorePostgres(file, databaseUrl, how)
    const rows = await restoring.finally(() => bar.end())
    return {
      data: { file, rows },
      text: `Restored ${describeUserCount(rows.User ?? 0)} from ${file}. Everybody has to sign in again.`,
    }
  },
}
