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
  summary: 'Put a backup in the place of the database at DATABASE_URL, of either engine',
  args: { '<file>': 'what `backup` has written, with its .sha256 beside it' },
  options: { '--force': 'also in the place of a database that has users' },
  notes:
    'Stop the servers first. All of it takes effect at once, or nothing does. A session that was ended\nafter the backup is good again: `sessions revoke --all` ends every one.',
  async run({ args: [name = ''], options }, terminal) {
    const file = resolve(terminal.folder, name)
    const { databaseUrl } = env()
    const bar = createProgressBar(terminal, 'Restoring')
    const restoration = { force: options.force === true, actor: findOperator(), progress: bar }
    const restoring =
      readEngine(databaseUrl) === 'sqlite'
        ? restoreSqlite(file, resolveSqlitePath(databaseUrl), restoration)
        : restorePostgres(file, databaseUrl, restoration)
    const rows = await restoring.finally(() => bar.end())
    return {
      data: { file, rows },
      text: `Restored ${describeUserCount(rows.User ?? 0)} from ${file}.`,
    }
  },
}
