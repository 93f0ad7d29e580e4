import { resolve } from 'node:path'
import { engineOf, sqliteFile } from '#lib/database-url.ts'
import { env } from '#lib/env.ts'
import { people } from '#lib/users/people.ts'
import { restorePostgres } from '../backup/restore-postgres.ts'
import { restoreSqlite } from '../backup/restore-sqlite.ts'
import type { Command } from './command.ts'
import { progress } from './progress.ts'

export const restore: Command = {
  name: 'restore',
  summary: 'Put a backup in the place of the database at DATABASE_URL, of either engine',
  args: { '<file>': 'what `backup` has written, with its .sha256 beside it' },
  options: { '--force': 'also in the place of a database that has users' },
  notes:
    'Stop the servers first. All of it takes effect at once, or nothing does. A session that was ended\nafter the backup is good again: `sessions revoke --all` ends every one.',
  async run({ args: [name = ''], options }, terminal) {
    const file = resolve(terminal.folder, name)
    const { databaseUrl } = env()
    const force = options.force === true
    const bar = progress(terminal, 'Restoring')
    const restoring =
      engineOf(databaseUrl) === 'sqlite'
        ? restoreSqlite(file, sqliteFile(databaseUrl), force, bar)
        : restorePostgres(file, databaseUrl, force, bar)
    const rows = await restoring.finally(() => bar.end())
    return { data: { file, rows }, text: `Restored ${people(rows.User ?? 0)} from ${file}.` }
  },
}
